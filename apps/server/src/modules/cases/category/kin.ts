import type { CaseType } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import {
  categoryId,
  type DictionaryClass,
  type Held,
  type HeldVersion,
  pairsInto,
  readHeld,
} from "../dictionary/index.ts";
import { classesOf } from "./intake.ts";
import { heirsByKey } from "./succession.ts";

type Edges = Map<string, string[]>;

/** Which category became which: of packs and of every version that was ever put in force. */
export interface Kin {
  /**
   * All that cases of some categories are or were called: what came in their place, what they stood for, and what
   * stands in its place now. The given ones come first.
   */
  readonly kinOf: (ids: readonly string[]) => readonly string[];
  /** What a category stood for or came from, the nearest first. */
  readonly before: (id: string) => readonly string[];
  /** What came in a category's place, the nearest first. */
  readonly after: (id: string) => readonly string[];
  /** Versions that were ever put in force, what came in force last first. */
  readonly versions: readonly HeldVersion[];
}

interface Version {
  readonly version: HeldVersion;
  readonly classes: ReadonlyMap<string, DictionaryClass>;
}

const add = (edges: Edges, from: string, to: string): void => {
  edges.set(from, [...(edges.get(from) ?? []), to]);
};

const reach = (edges: Edges, from: readonly string[]): string[] => {
  const met = new Set(from);
  for (const id of met) for (const next of edges.get(id) ?? []) met.add(next);
  return [...met];
};

/** What a version's classes became in another by its mapping; without one by the same number and name in the dictionary's next. */
const betweenVersions = ({ pairs }: Held, older: Version, newer: Version): [string, string][] => {
  const mapped = new Map(
    pairs
      .filter(({ fromId, toId }) => fromId === older.version.id && toId === newer.version.id)
      .map(({ from, to }) => [from, to]),
  );
  const isNext = older.version.dictionary === newer.version.dictionary && older.version.from < newer.version.from;
  if (mapped.size === 0 && !isNext) return [];
  return [...older.classes.values()].flatMap(({ key, name }): [string, string][] => {
    const to = mapped.get(key) ?? (isNext && newer.classes.get(key)?.name === name ? key : undefined);
    return to === undefined || !newer.classes.has(to) ? [] : [[key, to]];
  });
};

const edgesOf = (types: readonly CaseType[], held: Held, versions: readonly Version[]): [string, string][] =>
  versions.flatMap((newer) => {
    const heirs = heirsByKey(types, pairsInto(held, newer.version.id));
    const fromPacks = [...heirs].flatMap(([key, of]): [string, string][] =>
      newer.classes.has(key) ? of.map(({ id }) => [id, categoryId(newer.version, key)]) : [],
    );
    const fromOthers = versions.flatMap((older) =>
      older === newer
        ? []
        : betweenVersions(held, older, newer).map(([from, to]): [string, string] => [
            categoryId(older.version, from),
            categoryId(newer.version, to),
          ]),
    );
    return [...fromOthers, ...fromPacks];
  });

const toKin = (types: readonly CaseType[], held: Held, versions: readonly Version[]): Kin => {
  const later: Edges = new Map();
  const earlier: Edges = new Map();
  for (const [from, to] of edgesOf(types, held, versions)) {
    add(later, from, to);
    add(earlier, to, from);
  }
  const wholes = new Set(types.filter((type) => type.class !== undefined).map(({ id }) => id));
  const before = (id: string) => reach(earlier, [id]).slice(1);
  const after = (id: string) => reach(later, [id]).slice(1);
  // By the pack's category of a number two dictionaries know of each other.
  const withAll = (id: string) => [
    ...after(id),
    ...before(id),
    ...before(id)
      .filter((of) => wholes.has(of))
      .flatMap(after),
  ];
  return { before, after, kinOf: (ids) => [...new Set([...ids, ...ids.flatMap(withAll)])], versions: held.versions };
};

const made = new WeakMap<Held, Kin>();

/** The kin of all categories: made once for what holds and held, and again when that changes. */
export const readKin = async (ctx: Context): Promise<Kin> => {
  const held = await readHeld(ctx);
  const known = made.get(held);
  if (known !== undefined) return known;
  const versions: Version[] = [];
  for (const version of held.versions) versions.push({ version, classes: await classesOf(ctx, version.id) });
  const kin = toKin([...ctx.deployment.registry.cases.values()], held, versions);
  made.set(held, kin);
  return kin;
};

/**
 * All that cases of some categories are or were called: whoever names a category in a filter, a kept list, a rule or a
 * report means its cases of before and after a dictionary came in force, or another version of it.
 */
export const kinOf = async (ctx: Context, ids: readonly string[]): Promise<readonly string[]> =>
  ids.length === 0 ? ids : (await readKin(ctx)).kinOf(ids);
