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

const inNumbers = "[-\\s()（）]*";

/** What people write before a number: the country's code, an exchange's zero. */
const beforeNumber = `(?:(?:[+＋]|00|００)?[8８][6６]${inNumbers}|[0０])?`;

const phonePattern = (digits: string): string => whole(digits, `${beforeNumber}${loose(digits, inNumbers)}`);

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
