const wide = (letter: string): string =>
  /[0-9A-Za-z]/.test(letter)
    ? `[${letter}${String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)}]`
    : letter.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** Letters with what people put between them: spaces, hyphens, brackets. */
const loose = (text: string, between: string): string => [...text.replace(/\s+/g, "")].map(wide).join(between);

/** What a desk or a phone writes where no name was given: everybody's, and nobody's to erase. */
const noNames: ReadonlySet<string> = new Set(["市民", "群众", "匿名", "先生", "女士", "居民", "anonymous", "citizen"]);

/** Shorter words are too common to be looked for everywhere. */
const shortestUnique = 7;

const isName = (name: string): boolean => [...name].length >= 2 && !noNames.has(name.trim().toLowerCase());

const digit = "[0-9０-９]";
const latin = "[0-9A-Za-z０-９Ａ-Ｚａ-ｚÀ-ɏ]";

/** What may not stand beside a pattern's first or last letter, or the match would be a piece of something longer. */
const besides = (letter: string): string | undefined => {
  if (/[0-9０-９]/.test(letter)) return digit;
  return /[A-Za-zＡ-Ｚａ-ｚÀ-ɏ]/.test(letter) ? latin : undefined;
};

/** A pattern of a whole number or word: never of a piece of a longer one. Chinese has no gaps between words to go by. */
const whole = (text: string, pattern: string): string => {
  const [first, last] = [besides(text.trim().at(0) ?? ""), besides(text.trim().at(-1) ?? "")];
  return `${first === undefined ? "" : `(?<!${first})`}${pattern}${last === undefined ? "" : `(?!${last})`}`;
};

/**
 * What people and their programs put between the digits of one number: spaces of all widths and of none, hyphens, dots,
 * strokes, brackets. Never a comma or 、, which part two numbers.
 */
const separators = "-\\s\u00a0\u3000()（）.．·・_＿/／‐‑‒–—―−－\u00ad\u200b\u200c\u200d\u2060\ufeff";
const inNumbers = `[${separators}]*`;

/** What people write before a number: the country's code, an exchange's zero. */
const beforeNumber = `(?:(?:[+＋]|00|００)?[8８][6６]${inNumbers}|[0０])?`;

const phonePattern = (digits: string): string => whole(digits, `${beforeNumber}${loose(digits, inNumbers)}`);

const chain = new RegExp(`[0-9](?:${inNumbers}[0-9])*(?:${inNumbers}X)?`, "g");
const parts = new RegExp(`[${separators}]+`);
const mails = /[A-Z0-9._%+-]+@[A-Z0-9-]+(?:\.[A-Z0-9-]+)+/g;
const longestNumber = 24;
const prefixes = [/^(?:00)?86/, /^0/];

/** More numbers than that are a table, and it is opened whatever somebody looks for. */
const mostFound = 64;

const isFindable = (number: string): boolean => number.length >= shortestUnique;

/** A number as it stands there and without what people write before one. */
const withoutPrefix = (number: string): string[] =>
  [number, ...prefixes.map((before) => number.replace(before, ""))].filter(isFindable);

/** Every number that a run of digits may be, taken with what stands beside it or without: 12 139 5555 6666 is 13955556666, too. */
const numbersIn = (run: string): string[] => {
  const groups = run.split(parts);
  return groups.flatMap((_, from) => {
    const numbers: string[] = [];
    let number = "";
    for (const group of groups.slice(from, from + longestNumber)) {
      number += group;
      if (number.length > longestNumber) break;
      numbers.push(...withoutPrefix(number));
    }
    return numbers;
  });
};

/**
 * What in a text may be somebody's number or address of mail, in one form however it is written: whole runs of digits,
 * with what stands before them and without. Whatever `patternsOf` finds by a number is among them. Undefined when there
 * are more than anybody writes.
 */
export const findablesIn = (text: string): ReadonlySet<string> | undefined => {
  const plain = text.normalize("NFKC").toUpperCase();
  const found = new Set(plain.match(mails) ?? []);
  for (const run of plain.match(chain) ?? []) {
    for (const number of numbersIn(run)) found.add(number);
    if (found.size > mostFound) return undefined;
  }
  return found;
};

/** What of a person is findable in texts: what is theirs alone. An address of a home is words, and in no index. */
export const findablesOf = ({ phones, idNumbers, words, shared }: Hunted): string[] =>
  [
    ...(shared.phone ? [] : phones),
    ...(shared.idNumber ? [] : idNumbers),
    ...words.filter((word) => word.includes("@")),
  ]
    .map((word) => word.normalize("NFKC").toUpperCase())
    .filter(isFindable);

/** What is known of a person, as far as it is looked for. */
export interface Hunted {
  readonly name: string;
  /** Digits alone, however they were written. */
  readonly phones: readonly string[];
  readonly idNumbers: readonly string[];
  /** Addresses, of mail and of a home. */
  readonly words: readonly string[];
  /** Which numbers stand on somebody else's card too: a colleague's, a household's, the city's own. */
  readonly shared: { readonly phone: boolean; readonly idNumber: boolean };
}

/**
 * Patterns of what belongs to one person alone (looked for everywhere), and of what others may bear, the name and shared
 * numbers (looked for in what speaks of this person's own cases).
 */
export const patternsOf = (person: Hunted): { readonly unique: string; readonly common: string } => {
  const { name, words, shared } = person;
  const isLong = (text: string): boolean => text.length >= shortestUnique;
  const phones = [...new Set(person.phones)].filter(isLong).map(phonePattern);
  const ids = person.idNumbers.filter(isLong).map((id) => whole(id, loose(id, inNumbers)));
  const names = isName(name) ? [whole(name, loose(name, "[\\s·]*"))] : [];
  const unique = [
    ...(shared.phone ? [] : phones),
    ...(shared.idNumber ? [] : ids),
    ...words.filter(isLong).map((word) => whole(word, loose(word, "\\s*"))),
  ];
  const common = [...names, ...(shared.phone ? phones : []), ...(shared.idNumber ? ids : [])];
  return { unique: unique.join("|"), common: common.join("|") };
};
