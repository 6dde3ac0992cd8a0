import type { BroughtLink } from "@chengyun/contracts";
import { commonArea } from "@chengyun/kernel";
import { type BulkSource, type KeptRow, keepMany } from "../../../platform/bulk.ts";
import type { Context } from "../../../platform/context.ts";
import { type Areas, getAreas } from "../area/index.ts";
import * as store from "./bulk-store.ts";
import { carryLinks } from "./carry.ts";
import { thingFlow } from "./flow.ts";
import { isForeign, judgeThing, refuse, toLink, toThing } from "./judge.ts";
import type { Brought } from "./service.ts";

const keepThingRows = async (ctx: Context, rows: readonly Brought[], areas: Areas): Promise<KeptRow[]> => {
  const held = await store.findHeld(
    ctx.db,
    rows.map(({ ref }) => ref),
    { lock: true },
  );
  const read = rows.map((row) => toThing(ctx, areas, row, held.get(row.ref)));
  const good = read.filter((row): row is store.BulkThing => "words" in row);
  const told = new Map<string, KeptRow>();
  const changed: store.BulkThing[] = [];
  for (const row of good) {
    const found = held.get(row.ref);
    const verdict = found === undefined ? undefined : judgeThing(ctx, found, row);
    if (found === undefined || verdict === undefined) continue;
    if (verdict === "changed") changed.push({ ...row, id: found.id });
    else told.set(row.ref, verdict);
  }
  const added = await store.insertThings(ctx.db, thingFlow, {
    at: ctx.clock.now(),
    things: good.filter(({ ref }) => !held.has(ref)),
  });
  for (const [ref, id] of added) told.set(ref, { ref, kept: "added", id });
  await store.updateThings(ctx.db, { at: ctx.clock.now(), things: changed });
  await carryLinks(
    ctx.db,
    changed.map(({ id, ref, position: to }) => ({ id, from: held.get(ref)?.position ?? to, to })),
  );
  for (const { ref, id } of changed) told.set(ref, { ref, kept: "changed", id });
  // Somebody else registered it in this moment.
  return read.map((row) => ("words" in row ? (told.get(row.ref) ?? { ref: row.ref, kept: "known" }) : row));
};

/**
 * Registers many things, some hundred a transaction with one entry each; safe to repeat. The same `ref` with other
 * content is edited: name, place, attributes, code. What a row doesn't name stays.
 */
export const keepThings = async (
  ctx: Context,
  rows: readonly Brought[],
  from: BulkSource = { source: "first-start" },
): Promise<KeptRow[]> => {
  const areas = await getAreas(ctx);
  return keepMany(ctx, rows, {
    of: "things",
    from,
    refOf: ({ ref }) => ref,
    keep: (inner, some) => keepThingRows(inner, some, areas),
    areaOf: (some, kept) => {
      const news = new Set(kept.filter((row) => row.kept !== "refused").map(({ ref }) => ref));
      return commonArea(
        some.filter(({ ref }) => news.has(ref)).map((row) => row.areaPath ?? areas.at(row.position) ?? ""),
      );
    },
  });
};

const keepLinkRows = async (ctx: Context, rows: readonly BroughtLink[]): Promise<KeptRow[]> => {
  const ends = await store.findEnds(ctx.db, [...new Set(rows.flatMap(({ from, to }) => [from, to]))]);
  const held = await store.findHeldLinks(
    ctx.db,
    rows.map(({ ref }) => ref),
    { lock: true },
  );
  const read = rows.map((row) => toLink(ctx, { ends, held }, row));
  const good = read.filter((row): row is store.BulkLink => "line" in row);
  const reach = "areaPath" in ctx.actor ? ctx.actor.areaPath : "";
  const isTheirs = ({ ref }: store.BulkLink): boolean => isForeign(ctx, held.get(ref)?.areaPath);
  const told = await store.keepLinks(
    ctx.db,
    good.filter((row) => !isTheirs(row)),
    reach,
  );
  return read.map((row) => {
    if (!("line" in row)) return row;
    if (isTheirs(row)) return refuse(row.ref, "out-of-scope");
    return { ref: row.ref, ...(told.get(row.ref) ?? { kept: "known" as const }) };
  });
};

/** Keeps many links between things that are there; a link belongs to the area it begins in. Safe to repeat; what a row doesn't name stays. */
export const keepLinks = (
  ctx: Context,
  rows: readonly BroughtLink[],
  from: BulkSource = { source: "first-start" },
): Promise<KeptRow[]> =>
  keepMany(ctx, rows, {
    of: "links",
    from,
    refOf: ({ ref }) => ref,
    keep: keepLinkRows,
    areaOf: () => ("areaPath" in ctx.actor ? ctx.actor.areaPath : ""),
  });
