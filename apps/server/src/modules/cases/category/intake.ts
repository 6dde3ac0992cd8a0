import type { CaseType } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import type { Registry } from "../../../platform/registry.ts";
import {
  type DictionaryClass,
  type HoldingVersion,
  listClasses,
  listHolding,
  listPairsInto,
  today,
} from "../dictionary/index.ts";
import { listWithheld } from "./store.ts";
import { heirsByKey, type Place, type Successor, successorOf, toCaseType } from "./succession.ts";

/** Classes of versions in force: they never change any more. */
const classesInForce = new WeakMap<Registry, Map<string, Promise<ReadonlyMap<string, DictionaryClass>>>>();

const readClasses = async (ctx: Context, versionId: string): Promise<ReadonlyMap<string, DictionaryClass>> =>
  new Map((await listClasses(ctx.db, versionId)).map((one) => [one.key, one]));

const classesOf = (ctx: Context, versionId: string): Promise<ReadonlyMap<string, DictionaryClass>> => {
  const known = classesInForce.get(ctx.deployment.registry) ?? new Map();
  classesInForce.set(ctx.deployment.registry, known);
  const kept = known.get(versionId);
  if (kept !== undefined) return kept;
  const read = readClasses(ctx, versionId);
  known.set(versionId, read);
  read.catch(() => known.delete(versionId));
  return read;
};

/** Versions as places of succession. Those in force are read once. */
export const placesOf = async (
  ctx: Context,
  versions: readonly HoldingVersion[],
  isInForce = true,
): Promise<readonly Place[]> => {
  if (versions.length === 0) return [];
  const pairs = await listPairsInto(
    ctx.db,
    versions.map(({ id }) => id),
  );
  return Promise.all(
    versions.map(async (version) => ({
      version,
      classes: await (isInForce ? classesOf : readClasses)(ctx, version.id),
      pairs: pairs.get(version.id) ?? new Map(),
    })),
  );
};

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

/** What holds on a day: one statement while no dictionary does. */
export const readIntake = async (ctx: Context, day: string = today(ctx)): Promise<Intake> => {
  const places = await placesOf(ctx, await listHolding(ctx.db, day));
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
  const withheld = await listWithheld(ctx.db);
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
