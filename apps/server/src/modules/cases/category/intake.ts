import type { CaseType } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import type { Registry } from "../../../platform/registry.ts";
import {
  type DictionaryClass,
  type Held,
  type HoldingVersion,
  holdingOn,
  listClasses,
  listPairsInto,
  pairsInto,
  readHeld,
  today,
} from "../dictionary/index.ts";

import { heirsByKey, type Place, type Successor, successorOf, toCaseType } from "./succession.ts";
import { readWithheld } from "./withheld.ts";

/** Classes of versions that were put in force: they never change any more. */
const classesInForce = new WeakMap<Registry, Map<string, ReadonlyMap<string, DictionaryClass>>>();

const readClasses = async (ctx: Context, versionId: string): Promise<ReadonlyMap<string, DictionaryClass>> =>
  new Map((await listClasses(ctx.db, versionId)).map((one) => [one.key, one]));

/** Classes of a version that was put in force, read once. What is being read is not shared: it may wait behind a lock. */
export const classesOf = async (ctx: Context, versionId: string): Promise<ReadonlyMap<string, DictionaryClass>> => {
  const known = classesInForce.get(ctx.deployment.registry) ?? new Map<string, ReadonlyMap<string, DictionaryClass>>();
  classesInForce.set(ctx.deployment.registry, known);
  const kept = known.get(versionId);
  if (kept !== undefined) return kept;
  const read = await readClasses(ctx, versionId);
  known.set(versionId, read);
  return read;
};

/** Versions that were put in force as places of succession. */
export const placesOf = async (ctx: Context, held: Held, versions: readonly HoldingVersion[]): Promise<Place[]> => {
  const places: Place[] = [];
  for (const version of versions)
    places.push({ version, classes: await classesOf(ctx, version.id), pairs: pairsInto(held, version.id) });
  return places;
};

/** The same of a version that may still be drafted. */
export const draftPlace = async (ctx: Context, version: HoldingVersion): Promise<Place> => ({
  version,
  classes: await readClasses(ctx, version.id),
  pairs: (await listPairsInto(ctx.db, [version.id])).get(version.id) ?? new Map(),
});

/** What new cases may be of on a day. */
export interface Intake {
  readonly places: readonly Place[];
  /** The class in force that stands in the place of a pack's category. */
  readonly successorOf: (type: CaseType) => Successor | undefined;
  /** Packs' categories that a class of one of them stands for. */
  readonly heirsOf: (place: Place, key: string) => readonly CaseType[];
  /** A class of one of the versions that hold, with what it inherits; undefined when it is none of theirs. */
  readonly classType: (place: Place, one: DictionaryClass) => CaseType;
}

/** What holds on a day. */
export const readIntake = async (ctx: Context, day: string = today(ctx)): Promise<Intake> => {
  const held = await readHeld(ctx);
  const places = await placesOf(ctx, held, holdingOn(held, day));
  const types = [...ctx.deployment.registry.cases.values()];
  const heirs = new Map(places.map((place) => [place, heirsByKey(types, place.pairs)]));
  const heirsOf: Intake["heirsOf"] = (place, key) => heirs.get(place)?.get(key) ?? [];
  return {
    places,
    heirsOf,
    successorOf: (type) => successorOf(type, places),
    classType: (place, one) => {
      const { dictionary, version } = place.version;
      return toCaseType(`${dictionary}/${version}/${one.key}`, one, heirsOf(place, one.key));
    },
  };
};

/** How a pack's category stands on a day. */
export type PackStanding =
  | { readonly standing: "offered" | "withheld" | "narrow" }
  | { readonly standing: "superseded"; readonly by: Successor };

/** Whether people are offered packs' categories: not where a class has its place, nor where a keeper or the class it narrows says no. */
export const standingsOf = async (ctx: Context, intake: Intake): Promise<ReadonlyMap<string, PackStanding>> => {
  const withheld = await readWithheld(ctx);
  const types = [...ctx.deployment.registry.cases.values()];
  const standings = new Map<string, PackStanding>();
  for (const type of types) {
    const by = intake.successorOf(type);
    if (by !== undefined) standings.set(type.id, { standing: "superseded", by });
    else standings.set(type.id, { standing: withheld.has(type.id) ? "withheld" : "offered" });
  }
  for (const { id, narrows } of types) {
    if (narrows === undefined || standings.get(id)?.standing !== "offered") continue;
    const wider = types.find((one) => one.class?.of === narrows.of && one.class.code === narrows.code);
    if (wider !== undefined && standings.get(wider.id)?.standing === "offered")
      standings.set(id, { standing: "narrow" });
  }
  return standings;
};
