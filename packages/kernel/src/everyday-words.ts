/** What people call something beside its name, in each language. */
export interface EverydayWords {
  readonly zh: readonly string[];
  readonly en: readonly string[];
}

/** What is looked through for words: a name, what people call it besides, and a code. */
export interface Named {
  readonly name: { readonly zh: string; readonly en: string };
  readonly words?: EverydayWords | undefined;
  readonly code?: string | undefined;
}

/** Words as they are compared: one width, small letters, no spaces. */
export const plainWords = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, "");

/** Shorter ones stand in too many sentences to mean something there. */
const shortestWithin = { zh: 2, en: 4 } as const;

const isWithin = (typed: string, language: "zh" | "en", word: string): boolean =>
  word.length >= shortestWithin[language] && typed.includes(word);

const wordRank = ({ words }: Named, typed: string): number | undefined => {
  if (words === undefined) return undefined;
  const zh = words.zh.map(plainWords);
  const en = words.en.map(plainWords);
  const all = [...zh, ...en];
  if (all.includes(typed)) return 5;
  if (all.some((word) => word.startsWith(typed))) return 6;
  if (zh.some((word) => isWithin(typed, "zh", word)) || en.some((word) => isWithin(typed, "en", word))) return 7;
  return all.some((word) => word.includes(typed)) ? 8 : undefined;
};

/** How well something answers what was typed, by its code, its name and what people call it: less is better, undefined when it doesn't. */
export const rankByWords = (one: Named, words: string): number | undefined => {
  const typed = plainWords(words);
  if (typed === "" || one.code === typed) return 0;
  const zh = plainWords(one.name.zh);
  const en = plainWords(one.name.en);
  if (zh === typed || en === typed) return 1;
  if (one.code?.startsWith(typed) === true) return 2;
  if (zh.startsWith(typed) || en.startsWith(typed)) return 3;
  if (zh.includes(typed) || en.includes(typed)) return 4;
  return wordRank(one, typed) ?? (isWithin(typed, "zh", zh) || isWithin(typed, "en", en) ? 9 : undefined);
};

/** Those that answer what was typed, the best first; all in their order when nothing was typed. */
export const findByWords = <One extends Named>(all: readonly One[], typed: string): One[] =>
  all
    .flatMap((one) => {
      const rank = rankByWords(one, typed);
      return rank === undefined ? [] : [{ one, rank }];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one);
