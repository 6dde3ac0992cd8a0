import { hash } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Context } from "../../../platform/context.ts";
import { textsOf } from "../../persons/person/index.ts";
import { wordsOf } from "./likeness.ts";
import { listSaidLast } from "./store.ts";

/** Of each case so many reports are compared, the newest, and of them so many letters in all: what more is said is the same. */
const mostReports = 20;
const mostLetters = 2_000;

/** What was cut stays for a while: it is compared with again while the next word is typed. */
const keptMs = 60_000;
const mostKept = 500;
const cut = new Map<string, { readonly words: ReadonlySet<string>; readonly at: number }>();

export const cutOnce = (text: string): ReadonlySet<string> => {
  const now = performance.now();
  for (const [key, { at }] of cut) {
    // In the order they came: the first that is fresh ends the search.
    if (cut.size <= mostKept && now - at < keptMs) break;
    cut.delete(key);
  }
  const key = hash("sha256", text, "base64");
  const known = cut.get(key);
  if (known !== undefined) return known.words;
  const words = wordsOf(text);
  cut.set(key, { words, at: now });
  return words;
};

/** Words people said last about each of the cases. Between two cases others get their turn. */
export const wordsOfCases = async (ctx: Context, ids: readonly string[]): Promise<Map<string, ReadonlySet<string>>> => {
  const reports = ids.length === 0 ? [] : await listSaidLast(ctx.db, ids, mostReports);
  const texts = await textsOf(
    ctx,
    reports.flatMap(({ textId }) => textId ?? []),
  );
  const said = new Map<string, string>();
  for (const { caseId, textId = "", words } of reports) {
    const before = said.get(caseId) ?? "";
    if (before.length < mostLetters) said.set(caseId, `${before} ${texts.get(textId) ?? ""} ${words?.zh ?? ""}`);
  }
  const all = new Map<string, ReadonlySet<string>>();
  for (const [id, text] of said) {
    all.set(id, cutOnce(text.slice(0, mostLetters)));
    await setImmediate();
  }
  return all;
};
