import type { Limit } from "@chengyun/kernel";

/** A condition of a class, as a city wrote it. */
export interface ClassCondition {
  readonly id: string;
  readonly files: string;
  readonly closes: string;
  readonly limit: Limit;
  /** Limit from filing to the end, where there is one. */
  readonly total?: Limit;
  /** The limit as the source writes it. */
  readonly written: string;
  readonly season?: string;
  readonly goal?: string;
  readonly responsible?: string;
  readonly supervising?: string;
  readonly basis?: string;
  readonly clause?: string;
  readonly notes?: string;
}

/** Parts (部件) stand in the street; events (事件) happen there. */
export type ClassKind = "part" | "event";

/** A class of a version. */
export interface DictionaryClass {
  /** Kind and code: unique within the version. */
  readonly key: string;
  readonly of: ClassKind;
  /** Major and minor class. */
  readonly code: string;
  readonly major: string;
  readonly name: string;
  /** Added by the city, numbered downwards from 99. */
  readonly local: boolean;
  readonly duty?: string;
  readonly conditions: readonly ClassCondition[];
}

/** A version of a dictionary. */
export interface DictionaryVersion {
  readonly id: string;
  readonly dictionary: string;
  readonly version: string;
  readonly name: string;
  /** First day it holds, and first day it no longer does. */
  readonly from: string | undefined;
  readonly until: string | undefined;
  /** Digest of the classes that came by import. */
  readonly digest: string | undefined;
}

/** A version as what holds on a day is known by. */
export type HoldingVersion = Pick<DictionaryVersion, "id" | "dictionary" | "version" | "name">;

/** A version that was put in force, with the days it holds: from the first, until before the last. */
export interface HeldVersion extends HoldingVersion {
  readonly from: string;
  readonly until: string | undefined;
}

/** What one line of a mapping says: the class of one version by which another version's is known. */
export interface MappedPair {
  readonly fromId: string;
  readonly toId: string;
  readonly from: string;
  readonly to: string;
}

/** A version with where it stands and how much is in it. */
export interface StandingVersion extends DictionaryVersion {
  readonly stage: string;
  readonly no: number;
  readonly changedAt: Date;
  readonly parts: number;
  readonly events: number;
  readonly conditions: number;
}

/** Key of a class, e.g. `part-0103`. */
export const classKey = (of: ClassKind, code: string): string => `${of}-${code}`;

/** Id of a category that a class of a version is, e.g. `yuncheng/2024/part-0103`. */
export const categoryId = (place: { dictionary: string; version: string }, key: string): string =>
  `${place.dictionary}/${place.version}/${key}`;

/** Reads a category id of a dictionary; undefined when it is a pack's. */
export const readCategoryId = (id: string): { dictionary: string; version: string; key: string } | undefined => {
  const [dictionary, version, key, more] = id.split("/");
  return dictionary === undefined || version === undefined || key === undefined || more !== undefined
    ? undefined
    : { dictionary, version, key };
};
