import { type Findings, isSource, isTest, lineOf, type Tree } from "./tree.ts";

/** A label as it is written everywhere: Chinese first, then English, both plain or template strings. */
const label = /\bzh:\s*(["'`])((?:\\.|(?!\1).)*)\1,\s*en:\s*(["'`])((?:\\.|(?!\3).)*)\3/gs;
const reversed = /\ben:\s*(["'`])(?:\\.|(?!\1).)*\1,\s*zh:/gs;
const han = /\p{Script=Han}/u;
/** A name, a code or a unit may be the same in both languages; a sentence may not. */
const isSentence = (text: string): boolean => /[a-z]{2,} [a-z]{2,}/.test(text);

/** What somebody wrote may be quoted in its own script. */
const withoutQuoted = (text: string): string => text.replace(/“[^”]*”|"[^"]*"/gu, "");

const labelFaults = (zh: string, en: string): string[] => [
  // Both empty: it has no name. One empty: it was forgotten.
  ...((zh.trim() === "") !== (en.trim() === "") ? ["a language is empty"] : []),
  ...(han.test(withoutQuoted(en)) ? [`the English has Chinese in it: "${en}"`] : []),
  ...(!han.test(zh) && isSentence(zh) ? [`the Chinese is not Chinese: "${zh}"`] : []),
  ...(/[a-z]$/.test(en) && /[。！？]$/.test(zh) ? [`one is a sentence, the other is not: "${en}"`] : []),
];

const faultsOf = (path: string, text: string): string[] => {
  const at = (index: number): string => `${path}:${lineOf(text, index)}`;
  return [
    ...[...text.matchAll(label)].flatMap((found) =>
      labelFaults(found[2] ?? "", found[4] ?? "").map((fault) => `${at(found.index)}: ${fault}`),
    ),
    ...[...text.matchAll(reversed)].map((found) => `${at(found.index)}: Chinese comes first in a label`),
  ];
};

/** Labels: both languages there, each in its own script, Chinese first. */
export const checkLabels = (tree: Tree): Findings => ({
  faults: tree.files
    .filter((path) => isSource(path) && !isTest(path) && !path.startsWith("scripts/"))
    .flatMap((path) => faultsOf(path, tree.read(path))),
});
