import type { Label } from "@chengyun/kernel";
import { pinyin } from "pinyin-pro";

/** Longest Chinese word, or row of initials, that is kept; more of what is typed only narrows further. */
const longestHan = 10;
/** Longest word in letters. */
const longestLatin = 24;
/** Most names one text is known by when its characters have several readings. */
const mostReadings = 4;

/** Characters of places and people whose second reading is as common as the first; phrases alone misjudge them. */
const polyphones: Readonly<Record<string, readonly string[]>> = {
  长: ["chang", "zhang"],
  重: ["chong", "zhong"],
  行: ["hang", "xing"],
  乐: ["le", "yue"],
  朝: ["chao", "zhao"],
  曲: ["qu"],
  厦: ["xia", "sha"],
  都: ["du", "dou"],
  大: ["da"],
  会: ["hui"],
  石: ["shi"],
  六: ["liu", "lu"],
  蚌: ["beng", "bang"],
  堡: ["bao", "pu"],
  埠: ["bu"],
  峒: ["dong", "tong"],
  校: ["xiao"],
  降: ["jiang", "xiang"],
  弄: ["long", "nong"],
  圩: ["xu", "wei"],
  埔: ["pu", "bu"],
};

/** Text as it is compared: full-width letters narrow, small, without spaces and marks. */
export const foldText = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}#-]+/gu, "");

const isHan = (sign: string): boolean => /\p{Script=Han}/u.test(sign);

/** Runs of letters and digits whole, Chinese characters one by one. */
const partsOf = (text: string): string[] => text.match(/\p{Script=Han}|[^\p{Script=Han}]+/gu) ?? [];

/** Every part of a row with all that follows it, cut to what is kept. */
const tails = (parts: readonly string[], most: number): string[] =>
  parts.map((_, from) => parts.slice(from).join("").slice(0, most)).filter((tail) => tail !== "");

/** The readings of a text, syllable by syllable: the phrase's own first, then those of its polyphones. */
const readingsOf = (parts: readonly string[]): string[][] => {
  const plain = pinyin(parts.join(""), { toneType: "none", type: "array", nonZh: "consecutive", v: true });
  let readings: string[][] = [plain.length === parts.length ? plain : parts.map((part) => pinyin(part, plainly))];
  parts.forEach((part, at) => {
    for (const other of polyphones[part] ?? [])
      if (readings.length < mostReadings && readings[0]?.[at] !== other)
        readings = [...readings, ...readings.map((one) => one.with(at, other))].slice(0, mostReadings);
  });
  return readings;
};
const plainly = { toneType: "none", nonZh: "consecutive", v: true } as const;

const hanWords = (zh: string): string[] => {
  const parts = partsOf(foldText(zh));
  if (!parts.some(isHan)) return tails(parts, longestLatin);
  return [
    ...tails(parts, longestHan),
    ...readingsOf(parts).flatMap((reading) => [
      ...tails(reading, longestLatin),
      ...tails(
        reading.map((syllable, at) => (isHan(parts[at] ?? "") ? syllable.slice(0, 1) : syllable)),
        longestHan,
      ),
    ]),
  ];
};

const latinWords = (en: string): string[] =>
  tails(en.normalize("NFKC").toLowerCase().split(/\s+/).map(foldText), longestLatin);

/** A name or number whole: found exactly, before all that only begins like it. */
const whole = (text: string): string => `=${foldText(text).slice(0, 200)}`;

/**
 * What a thing or place is found by, as lexemes: the tails of its names, of their pinyin and of its initials, so that
 * whatever part of it is typed is the beginning of one; refs and codes as they are.
 */
export const searchWords = (names: readonly Label[], numbers: readonly string[] = []): string[] =>
  [
    ...new Set([
      ...names.flatMap(({ zh, en }) => [whole(zh), whole(en), ...hanWords(zh), ...(en === zh ? [] : latinWords(en))]),
      ...numbers.flatMap((number) => [whole(number), foldText(number).slice(0, 100)]),
      ...numbers.flatMap((number) => foldText(number.split("/").at(-1) ?? "").slice(0, 100)),
    ]),
  ].filter((word) => word !== "" && word !== "=");

const quote = (word: string): string => `'${word.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;

/** What is typed as conditions on the lexemes: exactly so, and each word as a beginning; undefined when nothing is left of it. */
export const toSearchTerms = (typed: string): { readonly exact: string; readonly begins: string } | undefined => {
  const words = typed
    .split(/\s+/)
    .map(foldText)
    .filter((word) => word !== "");
  if (words.length === 0) return undefined;
  const begins = words.map((word) => `${quote(word.slice(0, [...word].some(isHan) ? longestHan : longestLatin))}:*`);
  return { exact: quote(whole(typed)), begins: begins.join(" & ") };
};
