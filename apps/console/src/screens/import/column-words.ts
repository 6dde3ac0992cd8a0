import type { FileLook } from "@chengyun/contracts";
import type { SourceDraft } from "./draft.ts";

/** What a word of a file can stand for: by its id, and by what people call it. */
export interface WordChoice {
  readonly value: string;
  readonly label: string;
  /** Other names of it: in the other language. */
  readonly names?: readonly string[];
}

const plain = (word: string): string => word.normalize("NFKC").trim().toLowerCase();

/** The one choice that goes by a word itself: by its id or one of its names; undefined when none or several do. */
const choiceOf = (word: string, choices: readonly WordChoice[]): WordChoice | undefined => {
  const byId = choices.find(({ value }) => value === word);
  if (byId !== undefined) return byId;
  const named = choices.filter(({ label, names = [] }) =>
    [label, ...names].some((name) => plain(name) === plain(word)),
  );
  return named.length === 1 ? named[0] : undefined;
};

/** All the words of a column, where they are few enough to be gone through. */
export const wordsOf = (look: FileLook, column: string): readonly string[] | undefined =>
  look.columns.find(({ name }) => name === column)?.words;

/** A column as it is chosen: words that are a choice's own name are told already, the others are asked. */
export const chooseColumn = (look: FileLook, column: string, choices: readonly WordChoice[]): SourceDraft => {
  const all = wordsOf(look, column);
  if (all === undefined) return { mode: "column", value: column };
  const told = all.flatMap((word): [string, string][] => {
    const choice = choiceOf(word, choices);
    return choice === undefined ? [] : [[word, choice.value]];
  });
  return { mode: "column", value: column, words: Object.fromEntries(told) };
};

/** The draft with one word told, or taken back. */
export const tellWord = (source: SourceDraft, word: string, value: string | undefined): SourceDraft => ({
  ...source,
  words: Object.fromEntries([
    ...Object.entries(source.words ?? {}).filter(([known]) => known !== word),
    ...(value === undefined ? [] : [[word, value]]),
  ]),
});

/** The types that rows can become by a source. */
export const typesOf = (source: SourceDraft | undefined): readonly string[] => {
  if (source === undefined || source.mode === "text") return [];
  return source.mode === "is" ? [source.value] : [...new Set(Object.values(source.words ?? {}))];
};
