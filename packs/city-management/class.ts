import { type CaseType, type EverydayWords, hours, type Limit, metres } from "@chengyun/kernel";
import { everydayWords } from "./classes/everyday-words.ts";

/** Chinese and English of one text. */
type Words = readonly [zh: string, en: string];

/** One written condition: filed when, by when, closed when. */
export type Standard = readonly [files: Words, limit: Limit, closes: Words];

/** A class of GB/T 30428.2 with this pack's own conditions. */
export interface Entry {
  readonly id: string;
  readonly code: string;
  readonly name: Words;
  readonly duty: string;
  /** Forms asked with moves of its cases. */
  readonly forms?: CaseType["forms"];
  readonly standards: readonly [Standard, ...Standard[]];
}

const label = ([zh, en]: Words) => ({ zh, en });

const wordsOf = (id: string): EverydayWords | undefined => {
  const said = everydayWords[id];
  return said === undefined ? undefined : { zh: said[0].split(";"), en: said[1].split(";") };
};

const both = (texts: readonly Words[]) => ({
  zh: texts.map(([zh]) => zh).join("；或"),
  en: texts.map(([, en]) => en).join("; or "),
});

/** A thing in the street is one thing: what is reported within a few steps of it, within a day, is the same case. */
const joins = { part: { within: metres(20), for: hours(24) }, event: { within: metres(50), for: hours(12) } } as const;

/** The category of an entry; its own conditions are `a`, `b`, `c` in order. */
export const toCategory =
  (of: "part" | "event") =>
  ({ id, code, name, duty, standards, forms }: Entry): CaseType => {
    const words = wordsOf(id);
    return {
      id,
      name: label(name),
      flow: "city-case",
      handledBy: duty,
      class: { of, code },
      files: both(standards.map(([files]) => files)),
      closes: both([...new Map(standards.map(([, , closes]) => [closes[0], closes])).values()]),
      conditions: standards.map(([files, limit, closes], at) => ({
        id: "abcdefgh".charAt(at),
        files: label(files),
        closes: label(closes),
        clocks: { dispose: limit },
      })),
      joins: joins[of],
      ...(forms === undefined ? {} : { forms }),
      ...(words === undefined ? {} : { words }),
    };
  };
