import { setPriority } from "node:os";
import type { AreaIn, BaseFeatureIn, LinkIn, ThingIn } from "@chengyun/contracts";
import { type City, lastRef } from "@chengyun/demo-city";
import { keepAreas } from "./modules/atlas/area/index.ts";
import { hasBaseFeature, keepBaseFeatures } from "./modules/atlas/base-map/index.ts";
import { keepLinks, keepThings } from "./modules/atlas/thing/index.ts";
import { keepStaff } from "./modules/identity/first-start/index.ts";
import { bulkMost, type KeptRow } from "./platform/bulk.ts";
import type { Context } from "./platform/context.ts";

/** Whether all of the demo city was kept; a start that was broken off goes on where it was. */
export const isCityBuilt = (ctx: Context): Promise<boolean> => hasBaseFeature(ctx.db, lastRef);

const peopleAtOnce = 25;

const sourceOf = ({ seed }: City) => ({ source: `demo-city/${seed}` });

/** Areas of the demo city; its arrays are as good as ours, only never written to. */
const areasOf = (city: City, isWanted: (level: number) => boolean): AreaIn[] =>
  city.areas
    .filter(({ level }) => isWanted(level))
    .map(({ code, level, name, parentPath, geometry }) => ({
      ...{ code, level, name, parentPath },
      geometry: geometry as unknown as AreaIn["geometry"],
    }));

/** The areas people and posts belong to; grid cells follow with the rest. */
export const seedCityAreas = (ctx: Context, city: City): Promise<KeptRow[]> =>
  keepAreas(
    ctx,
    areasOf(city, (level) => level < 5),
    sourceOf(city),
  );

const featuresOf = (city: City, isPlace: boolean): BaseFeatureIn[] =>
  city.base
    .filter(({ kind }) => (kind === "place") === isPlace)
    .map((feature) => ({ ...feature, source: sourceOf(city).source }) as unknown as BaseFeatureIn);

/** One kind of rows and how some of them are kept. */
interface Load {
  readonly of: string;
  readonly count: number;
  readonly keep: (from: number, to: number) => Promise<readonly KeptRow[]>;
}

const loadOf = <Row>(of: string, rows: readonly Row[], keep: (rows: readonly Row[]) => Promise<KeptRow[]>): Load => ({
  of,
  count: rows.length,
  keep: (from, to) => keep(rows.slice(from, to)),
});

/** People in posts; fewer at once, for each has an account, a person in the vault and an entry in the journal. */
const keepPeople = async (ctx: Context, people: City["people"]): Promise<KeptRow[]> => {
  const told: KeptRow[] = [];
  for (let from = 0; from < people.length; from += peopleAtOnce) {
    const some = people.slice(from, from + peopleAtOnce);
    const kept = await keepStaff(ctx, some);
    told.push(...some.map(({ login }, at): KeptRow => ({ ref: login, kept: kept[at] ?? "known" })));
  }
  return told;
};

/** In this order: the ground first, for it is seen first; then what stands on what came before. */
const loadsOf = (ctx: Context, city: City): Load[] => {
  const from = sourceOf(city);
  const cells = areasOf(city, (level) => level === 5);
  return [
    loadOf("base features", featuresOf(city, false), (rows) => keepBaseFeatures(ctx, rows, from)),
    loadOf("areas", cells, (rows) => keepAreas(ctx, rows, from)),
    loadOf("things", city.things as unknown as ThingIn[], (rows) => keepThings(ctx, rows, from)),
    loadOf("links", city.links as unknown as LinkIn[], (rows) => keepLinks(ctx, rows, from)),
    loadOf("people", city.people, (rows) => keepPeople(ctx, rows)),
    loadOf("places", featuresOf(city, true), (rows) => keepBaseFeatures(ctx, rows, from)),
  ];
};

/**
 * Builds the rest of the demo city while people look at it already, some hundred rows at a time. Safe to repeat; ends
 * early when told to stop.
 */
export const buildCity = async (ctx: Context, city: City, isStopping: () => boolean): Promise<void> => {
  const began = Date.now();
  // The first page comes first: who serves people goes before who builds.
  setPriority(10);
  for (const { of, count, keep } of loadsOf(ctx, city)) {
    for (let from = 0; from < count; from += bulkMost) {
      if (isStopping()) return;
      const refused = (await keep(from, from + bulkMost)).filter(({ kept }) => kept === "refused");
      const [first] = refused;
      if (first !== undefined)
        ctx.log.warn(
          { of, refused: refused.length, ref: first.ref, reason: first.reason },
          "the city was not kept whole",
        );
    }
    ctx.log.info({ of, count, ms: Date.now() - began }, "the city is being built");
  }
};
