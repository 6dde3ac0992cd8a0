import { type Context, transact } from "../../../platform/context.ts";
import { findablesIn, findablesOf, type Hunted, patternsOf } from "./pattern.ts";
import { listCasesOfTexts } from "./store.ts";
import { gap } from "./sweep.ts";
import {
  listMarkedTexts,
  listUnmarkedTexts,
  type SealedText,
  type TextWish,
  updateMarks,
  updateText,
} from "./text-store.ts";

const atOnce = 500;
const first = "00000000-0000-0000-0000-000000000000";

/** What opens and seals the texts of the vault. */
export interface TextVault {
  readonly open: (text: SealedText) => { readonly plain: string; readonly seal: (plain: string) => Buffer };
  /** Index of a number somebody may have written into a text: equal for equal ones, and told by nobody without the key. */
  readonly markOf: (findable: string) => Buffer;
}

/** What a text bears that holds more numbers than anybody writes. */
const table = "table";

/** By what a text is found. */
export const marksOf = ({ markOf }: Pick<TextVault, "markOf">, text: string): Buffer[] =>
  [...(findablesIn(text) ?? [table])].map(markOf);

/** Other people's words in the vault that hold what is one person's alone. */
export interface TextSweep {
  readonly ids: readonly string[];
  /** The same as long as the same texts say the same. */
  readonly marks: readonly string[];
  readonly cases: readonly string[];
}

const none: TextSweep = { ids: [], marks: [], cases: [] };

interface How {
  readonly vault: TextVault;
  readonly pattern: string;
  readonly isTrial: boolean;
}

interface Touched {
  readonly id: string;
  readonly mark: string;
}

/** Those of the texts that say it, without it from now on unless it is a trial. */
const sweep = async (ctx: Context, texts: readonly SealedText[], how: How): Promise<Touched[]> => {
  const touched: Touched[] = [];
  const words = new RegExp(how.pattern, "gi");
  for (const text of texts) {
    const { plain, seal } = how.vault.open(text);
    const left = plain.replace(words, gap);
    if (left === plain) continue;
    touched.push({ id: text.id, mark: `person_texts ${text.id} ${plain}` });
    if (how.isTrial) continue;
    await updateText(ctx.db, { id: text.id, sealed: seal(left), marks: marksOf(how.vault, left) });
  }
  return touched;
};

/**
 * Takes a person's numbers and address of mail out of what others said: texts are found by the blind indexes of numbers
 * kept with them, and only those are opened, with the few nobody has looked through yet.
 */
export const sweepTexts = async (
  ctx: Context,
  person: Hunted,
  { vault, ...wish }: TextWish & { readonly vault: TextVault },
): Promise<TextSweep> => {
  const findable = findablesOf(person);
  const { unique: pattern } = patternsOf(person);
  if (findable.length === 0) return none;
  const how = { vault, pattern, isTrial: wish.isTrial };
  const asked = [...findable, table].map(vault.markOf);
  const touched = await sweep(ctx, await listMarkedTexts(ctx.db, asked, wish), how);
  for (let after: string | undefined = first; after !== undefined; ) {
    const { texts, last } = await listUnmarkedTexts(ctx.db, { ...wish, after, limit: atOnce });
    touched.push(...(await sweep(ctx, texts, how)));
    after = last;
  }
  const ids = touched.map(({ id }) => id);
  return { ids, marks: touched.map(({ mark }) => mark), cases: await listCasesOfTexts(ctx.db, ids) };
};

/** Texts sealed before numbers were indexed get theirs, some at a time. */
export const markTexts = (outer: Context, vault: TextVault): Promise<void> =>
  transact(outer, async (ctx) => {
    const { texts } = await listUnmarkedTexts(ctx.db, { exceptOf: first, isTrial: false, after: first, limit: atOnce });
    for (const text of texts) await updateMarks(ctx.db, text.id, marksOf(vault, vault.open(text).plain));
  });
