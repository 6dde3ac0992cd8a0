import type { LinkIn } from "@chengyun/contracts";
import { commonArea } from "@chengyun/kernel";
import { isInScope } from "../../../platform/actor.ts";
import { type BulkSource, type KeptRow, keepMany } from "../../../platform/bulk.ts";
import { type Context, newId } from "../../../platform/context.ts";
import { searchWords } from "../../../platform/search-words.ts";
import { type Areas, getAreas } from "../area/index.ts";
import { figuresOfLink, figuresOfThing, readAttributes } from "./attributes.ts";
import * as store from "./bulk-store.ts";
import { thingFlow } from "./flow.ts";
import type { Registration } from "./service.ts";

const refuse = (ref: string, reason: string): KeptRow => ({ ref, kept: "refused", reason });

const sees = (ctx: Context, areaPath: string): boolean =>
  isInScope(ctx.actor, { areaPath, departments: [] }, thingFlow.scope);

const placeOf = (areas: Areas, row: Registration): { areaPath: string } | { fault: string } => {
  if (row.areaPath !== undefined)
    return areas.find(row.areaPath) === undefined ? { fault: "no-such-area" } : { areaPath: row.areaPath };
  const areaPath = areas.isNear(row.position) ? areas.at(row.position) : undefined;
  return areaPath === undefined ? { fault: "outside-city" } : { areaPath };
};

/** What is written of a row, or why nothing is. */
const toThing = (ctx: Context, areas: Areas, row: Registration): store.BulkThing | KeptRow => {
  const type = ctx.deployment.registry.things.get(row.type);
  if (type === undefined) return refuse(row.ref, "unknown-type");
  const attributes = readAttributes(row.attributes, figuresOfThing(type));
  if (attributes === undefined) return refuse(row.ref, "attribute-not-a-number");
  const place = placeOf(areas, row);
  if ("fault" in place) return refuse(row.ref, place.fault);
  if (!sees(ctx, place.areaPath)) return refuse(row.ref, "out-of-scope");
  const code = row.code ?? type.code;
  return {
    id: newId(),
    ref: row.ref,
    type: row.type,
    code,
    name: row.name,
    position: row.position,
    attributes,
    areaPath: place.areaPath,
    departmentId: row.departmentId,
    words: searchWords([row.name], row.code === undefined ? [row.ref] : [row.ref, row.code]),
  };
};

/** What a row means for the thing there is: another type is another thing, and what was retired stays so. */
const judge = (ctx: Context, found: store.HeldThing, row: store.BulkThing): KeptRow | "changed" => {
  if (!sees(ctx, found.areaPath)) return refuse(row.ref, "out-of-scope");
  if (found.retired) return refuse(row.ref, "retired");
  if (found.type !== row.type) return refuse(row.ref, "other-type");
  return store.isSame(found, row) ? { ref: row.ref, kept: "known", id: found.id } : "changed";
};

const keepThingRows = async (ctx: Context, rows: readonly Registration[], areas: Areas): Promise<KeptRow[]> => {
  const read = rows.map((row) => toThing(ctx, areas, row));
  const good = read.filter((row): row is store.BulkThing => "words" in row);
  const held = await store.lockByRef(
    ctx.db,
    good.map(({ ref }) => ref),
  );
  const told = new Map<string, KeptRow>();
  const changed: store.BulkThing[] = [];
  for (const row of good) {
    const found = held.get(row.ref);
    const verdict = found === undefined ? undefined : judge(ctx, found, row);
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
  for (const { ref, id } of changed) told.set(ref, { ref, kept: "changed", id });
  // Somebody else registered it in this moment.
  return read.map((row) => ("words" in row ? (told.get(row.ref) ?? { ref: row.ref, kept: "known" }) : row));
};

/**
 * Registers many things, some hundred a transaction with one entry each; safe to repeat. The same `ref` with other
 * content is edited: name, place, attributes, code.
 */
export const keepThings = async (
  ctx: Context,
  rows: readonly Registration[],
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

const keepLinkRows = async (ctx: Context, rows: readonly LinkIn[]): Promise<KeptRow[]> => {
  const ends = await store.findEnds(ctx.db, [...new Set(rows.flatMap(({ from, to }) => [from, to]))]);
  const read = rows.map((row): store.BulkLink | KeptRow => {
    const [from, to] = [ends.get(row.from), ends.get(row.to)];
    const type = ctx.deployment.registry.links.get(row.type);
    if (type === undefined) return refuse(row.ref, "unknown-type");
    const attributes = readAttributes(row.attributes, figuresOfLink(type));
    if (attributes === undefined) return refuse(row.ref, "attribute-not-a-number");
    if (from === undefined || to === undefined) return refuse(row.ref, "no-such-thing");
    if (!sees(ctx, from.areaPath) || !sees(ctx, to.areaPath)) return refuse(row.ref, "no-such-thing");
    const line = row.line ?? [from.position, to.position];
    return { ...row, attributes, id: newId(), fromId: from.id, toId: to.id, areaPath: from.areaPath, line };
  });
  const good = read.filter((row): row is store.BulkLink => "line" in row);
  const held = await store.lockLinksByRef(
    ctx.db,
    good.map(({ ref }) => ref),
  );
  const reach = "areaPath" in ctx.actor ? ctx.actor.areaPath : "";
  const isForeign = ({ ref }: store.BulkLink): boolean => !sees(ctx, held.get(ref) ?? reach);
  const told = await store.keepLinks(
    ctx.db,
    good.filter((row) => !isForeign(row)),
    reach,
  );
  return read.map((row) => {
    if (!("line" in row)) return row;
    if (isForeign(row)) return refuse(row.ref, "out-of-scope");
    return { ref: row.ref, ...(told.get(row.ref) ?? { kept: "known" as const }) };
  });
};

/** Keeps many links between things that are there; a link belongs to the area it begins in. Safe to repeat. */
export const keepLinks = (
  ctx: Context,
  rows: readonly LinkIn[],
  from: BulkSource = { source: "first-start" },
): Promise<KeptRow[]> =>
  keepMany(ctx, rows, {
    of: "links",
    from,
    refOf: ({ ref }) => ref,
    keep: keepLinkRows,
    areaOf: () => ("areaPath" in ctx.actor ? ctx.actor.areaPath : ""),
  });
