import type { Category } from "@chengyun/contracts";
import { type Named, plainWords, rankByWords } from "@chengyun/kernel";
import { pinyin } from "pinyin-pro";
import type { Context } from "../../../platform/context.ts";
import { listCategories, type Searchable } from "./offered.ts";

const spellings = new Map<string, readonly string[]>();
const spellingsAtMost = 5_000;

/** How a name is typed without an input method: `lujing` and `lj`. */
const spellingsOf = (name: string): readonly string[] => {
  const known = spellings.get(name);
  if (known !== undefined) return known;
  const syllables = pinyin(name, { toneType: "none", type: "array", nonZh: "consecutive", v: true });
  const spelled = [syllables.join(""), syllables.map((syllable) => syllable.slice(0, 1)).join("")].map((text) =>
    text.toLowerCase(),
  );
  if (spellings.size >= spellingsAtMost) spellings.clear();
  spellings.set(name, spelled);
  return spelled;
};

/** How well a category answers what was typed: less is better, undefined when it doesn't. */
const rankOf = ({ category, words }: Searchable, typed: string): number | undefined => {
  const named: Named = { name: category.name, code: category.code, words };
  const rank = rankByWords(named, typed);
  if (rank !== undefined) return rank;
  const spelled = spellingsOf(category.name.zh);
  if (spelled.some((text) => text.startsWith(typed))) return 10;
  if (spelled[0]?.includes(typed) === true) return 11;
  return category.conditions.some(({ files }) => files.zh.includes(typed)) ? 12 : undefined;
};

/** Categories of a day by name, everyday words, pinyin, initials, code or words of a condition, the best answer first. */
export const searchCategories = async (
  ctx: Context,
  words: string,
  asked: { readonly day?: string | undefined; readonly history?: boolean },
): Promise<Category[]> => {
  const all = await listCategories(ctx, asked);
  const typed = plainWords(words);
  if (typed === "") return all.map(({ category }) => category);
  return all
    .flatMap((one) => {
      const rank = rankOf(one, typed);
      return rank === undefined ? [] : [{ one, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one.category);
};
