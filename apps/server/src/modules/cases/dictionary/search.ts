import type { Category } from "@chengyun/contracts";
import { type EverydayWords, type Named, plainWords, rankByWords } from "@chengyun/kernel";
import { pinyin } from "pinyin-pro";
import type { Context } from "../../../platform/context.ts";
import { listCategories } from "./category.ts";

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
const rankOf = (one: Searched, typed: string): number | undefined => {
  const rank = rankByWords(one, typed);
  if (rank !== undefined) return rank;
  const spelled = spellingsOf(one.name.zh);
  if (spelled.some((text) => text.startsWith(typed))) return 10;
  if (spelled[0]?.includes(typed) === true) return 11;
  return one.category.conditions.some(({ files }) => files.zh.includes(typed)) ? 12 : undefined;
};

interface Searched extends Named {
  readonly category: Category;
}

const codeKey = ({ of, code }: { readonly of?: string | undefined; readonly code?: string | undefined }) =>
  `${of} ${code}`;

/** What people call each class: packs say it by the national number, and every dictionary has the same numbers. */
const wordsByCode = (ctx: Context): ReadonlyMap<string, EverydayWords> =>
  new Map(
    [...ctx.deployment.registry.cases.values()].flatMap((type) =>
      type.class === undefined || type.words === undefined ? [] : [[codeKey(type.class), type.words] as const],
    ),
  );

const toSearched = (ctx: Context, all: readonly Category[]): Searched[] => {
  const ofClass = wordsByCode(ctx);
  return all.map((category) => ({
    category,
    name: category.name,
    code: category.code,
    words: ctx.deployment.registry.cases.get(category.id)?.words ?? ofClass.get(codeKey(category)),
  }));
};

/** Categories of a day by name, everyday words, pinyin, initials, code or words of a condition, the best answer first. */
export const searchCategories = async (ctx: Context, words: string, day?: string): Promise<Category[]> => {
  const all = await listCategories(ctx, day);
  const typed = plainWords(words);
  if (typed === "") return all;
  return toSearched(ctx, all)
    .flatMap((one) => {
      const rank = rankOf(one, typed);
      return rank === undefined ? [] : [{ one, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one.category);
};
