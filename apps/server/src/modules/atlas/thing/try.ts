import type { LinkIn, RowChange } from "@chengyun/contracts";
import type { Context } from "../../../platform/context.ts";
import { attributeChanges, changesOf, shapeChange, type TriedRow } from "../../../platform/row-change.ts";
import { type Areas, getAreas } from "../area/index.ts";
import { attributeName } from "./attributes.ts";
import * as store from "./bulk-store.ts";
import { isForeign, judgeThing, type LinkEnd, refuse, toLink, toNamed, toThing } from "./judge.ts";
import type { Registration } from "./service.ts";

const inAreas = <Placed extends { readonly areaPath: string }>(areas: Areas, one: Placed) => ({
  ...one,
  areaPath: areas.find(one.areaPath)?.name ?? one.areaPath,
});

interface Both {
  readonly held: store.HeldThing;
  readonly row: store.BulkThing;
}

const thingChanges = (ctx: Context, areas: Areas, { held, row }: Both): RowChange[] => {
  const type = ctx.deployment.registry.things.get(row.type);
  return [
    ...changesOf(inAreas(areas, held), inAreas(areas, row), ["name", "code", "position", "areaPath"]),
    ...attributeChanges(held.attributes, row.attributes, (id) =>
      type === undefined ? { zh: id, en: id } : attributeName(type, id),
    ),
  ];
};

/** What would become of things, judged as they would be kept. */
export const tryThings = async (ctx: Context, rows: readonly Registration[]): Promise<TriedRow[]> => {
  const areas = await getAreas(ctx);
  const held = await store.findHeld(
    ctx.db,
    rows.map(({ ref }) => ref),
    { lock: false },
  );
  const read = rows.map((row) => toThing(ctx, areas, toNamed(held, row)));
  return read.map((row): TriedRow => {
    if (!("words" in row)) return row;
    const found = held.get(row.ref);
    if (found === undefined) return { ref: row.ref, kept: "added" };
    const verdict = judgeThing(ctx, found, row);
    if (verdict !== "changed") return verdict;
    return { ref: row.ref, kept: "changed", changes: thingChanges(ctx, areas, { held: found, row }) };
  });
};

/** A thing that the same file brings in before its links. */
export interface Promised {
  readonly ref: string;
  readonly position: readonly [number, number];
}

/** Ends as they will be once the things of the file are kept. */
const endsOf = async (
  ctx: Context,
  rows: readonly LinkIn[],
  promised: readonly Promised[],
): Promise<ReadonlyMap<string, LinkEnd>> => {
  const refs = [...new Set(rows.flatMap(({ from, to }) => [from, to]))];
  const ends = new Map(await store.findEnds(ctx.db, refs));
  const areas = await getAreas(ctx);
  for (const { ref, position } of promised) {
    const areaPath = areas.at(position) ?? ends.get(ref)?.areaPath;
    if (areaPath !== undefined) ends.set(ref, { id: ends.get(ref)?.id ?? ref, areaPath, position });
  }
  return ends;
};

const linkChanges = (
  ctx: Context,
  held: store.HeldLink,
  row: Omit<store.HeldLink, "areaPath"> & store.BulkLink,
): RowChange[] => {
  const type = ctx.deployment.registry.links.get(row.type);
  const isDrawnOtherwise = JSON.stringify(held.line) !== JSON.stringify(row.line);
  return [
    ...changesOf(held, row, ["type", "from", "to", "areaPath"]),
    ...(isDrawnOtherwise ? [shapeChange(held.line, row.line)] : []),
    ...attributeChanges(held.attributes, row.attributes, (id) =>
      type === undefined ? { zh: id, en: id } : attributeName(type, id),
    ),
  ];
};

/** What would become of links between things that are there, or that the same file brings in. */
export const tryLinks = async (
  ctx: Context,
  rows: readonly LinkIn[],
  promised: readonly Promised[],
): Promise<TriedRow[]> => {
  const ends = await endsOf(ctx, rows, promised);
  const held = await store.findHeldLinks(
    ctx.db,
    rows.map(({ ref }) => ref),
  );
  return rows.map((given): TriedRow => {
    const { ref } = given;
    const row = toLink(ctx, ends, given);
    if (!("fromId" in row)) return row;
    const found = held.get(ref);
    if (found === undefined) return { ref, kept: "added" };
    if (isForeign(ctx, found.areaPath)) return refuse(ref, "out-of-scope");
    const changes = linkChanges(ctx, found, { from: given.from, to: given.to, ...row });
    return changes.length === 0 ? { ref, kept: "known" } : { ref, kept: "changed", changes };
  });
};
