import type { CaseClass, CaseType, Label } from "@chengyun/kernel";
import {
  type ClassCondition,
  categoryId,
  classKey,
  type DictionaryClass,
  type HoldingVersion,
} from "../dictionary/index.ts";
import { allConditions } from "./condition-words.ts";

/** A version with its classes and the mappings that lead to it. */
export interface Place {
  readonly version: HoldingVersion;
  readonly classes: ReadonlyMap<string, DictionaryClass>;
  /** Key of a class of another version to the key of the class of this one. */
  readonly pairs: ReadonlyMap<string, string>;
}

/** The class that stands in a pack's category's place. */
export interface Successor {
  readonly id: string;
  readonly one: DictionaryClass;
  readonly place: Place;
  /** A written mapping says so, or both carry the same national number. */
  readonly by: "mapping" | "number";
}

/** The national number by which a pack's category is known; undefined when it has none. */
const numberOf = ({ class: own, narrows }: CaseType): CaseClass | undefined => own ?? narrows;

const keyOf = (type: CaseType): string | undefined => {
  const number = numberOf(type);
  return number === undefined ? undefined : classKey(number.of, number.code);
};

/** Key of the class of a version that a pack's category becomes: what a mapping says counts before the number. */
const keyIn = (type: CaseType, pairs: Place["pairs"]): { key: string; by: Successor["by"] } | undefined => {
  const key = keyOf(type);
  if (key === undefined) return undefined;
  const mapped = pairs.get(key);
  return mapped === undefined ? { key, by: "number" } : { key: mapped, by: "mapping" };
};

/** The class in force that supersedes a pack's category, of the version that came in force last; undefined when none does. */
export const successorOf = (type: CaseType, places: readonly Place[]): Successor | undefined => {
  for (const place of places) {
    const found = keyIn(type, place.pairs);
    const one = found === undefined ? undefined : place.classes.get(found.key);
    if (found !== undefined && one !== undefined)
      return { id: categoryId(place.version, one.key), one, place, by: found.by };
  }
  return undefined;
};

const wholeFirst = (one: CaseType, other: CaseType): number =>
  Number(one.class === undefined) - Number(other.class === undefined);

/** Packs' categories that a class stands for, the one of its own number before those that only narrow it. */
export const heirsOf = (types: readonly CaseType[], key: string, pairs: Place["pairs"]): readonly CaseType[] =>
  types.filter((type) => keyIn(type, pairs)?.key === key).sort(wholeFirst);

/** The same for every key at once. */
export const heirsByKey = (
  types: readonly CaseType[],
  pairs: Place["pairs"],
): ReadonlyMap<string, readonly CaseType[]> => {
  const heirs = new Map<string, CaseType[]>();
  for (const type of types.toSorted(wholeFirst)) {
    const key = keyIn(type, pairs)?.key;
    if (key !== undefined) heirs.set(key, [...(heirs.get(key) ?? []), type]);
  }
  return heirs;
};

/** A dictionary is written in one language; the other shows the same words. */
export const same = (text: string): Label => ({ zh: text, en: text });

/** What a class is called: the pack's word for the same name says it in English. */
export const classLabel = (name: string, heirs: readonly CaseType[]): Label =>
  heirs.find((heir) => heir.name.zh === name)?.name ?? same(name);

const toCaseCondition = (one: ClassCondition) => ({
  id: one.id,
  files: same(one.files),
  closes: same(one.closes),
  clocks: { dispose: one.limit, ...(one.total === undefined ? {} : { total: one.total }) },
});

const wordsFrom = (heirs: readonly CaseType[]): Pick<CaseType, "words"> => {
  const said = heirs.flatMap(({ words }) => words ?? []);
  if (said.length === 0) return {};
  const all = (language: "zh" | "en") => [...new Set(said.flatMap((words) => words[language]))];
  return { words: { zh: all("zh"), en: all("en") } };
};

/** Limits of the clocks that a dictionary says nothing of. */
const clocksFrom = ({ clocks = {} }: CaseType): CaseType["clocks"] =>
  Object.fromEntries(Object.entries(clocks).filter(([clock]) => clock !== "dispose" && clock !== "total"));

/** What a dictionary's file does not carry and a pack's category of the same number declares. */
const inherited = (heirs: readonly CaseType[]): Partial<CaseType> => {
  const [first] = heirs.filter((heir) => heir.class !== undefined);
  if (first === undefined) return wordsFrom(heirs);
  const { waives, joins, forms, clocks } = first;
  return {
    ...wordsFrom(heirs),
    ...(waives === undefined ? {} : { waives }),
    ...(joins === undefined ? {} : { joins }),
    ...(forms === undefined ? {} : { forms }),
    ...(clocks === undefined ? {} : { clocks: clocksFrom(first) ?? {} }),
  };
};

/** A class of a dictionary as the category it is for cases, with what it inherits from packs' of its number. */
export const toCaseType = (id: string, one: DictionaryClass, heirs: readonly CaseType[]): CaseType => {
  const conditions = one.conditions.map(toCaseCondition);
  const name = classLabel(one.name, heirs);
  return {
    ...inherited(heirs),
    id,
    name,
    flow: "city-case",
    handledBy: one.duty ?? heirs.find((heir) => heir.class !== undefined)?.handledBy ?? "",
    ...(allConditions(conditions) ?? { files: name, closes: name }),
    conditions,
    class: { of: one.of, code: one.code },
  };
};

/**
 * What a rule or a pack's code opens when it means a category that a class supersedes: the class, with what that
 * category says itself of joining, of what its cases may do without, and of the forms they ask.
 */
export const asMeant = (successor: CaseType, meant: CaseType): CaseType => ({
  ...successor,
  ...(meant.joins === undefined ? {} : { joins: meant.joins }),
  ...(meant.waives === undefined ? {} : { waives: meant.waives }),
  ...(meant.forms === undefined ? {} : { forms: meant.forms }),
});
