import type { BroughtLink, RowChange } from "@chengyun/contracts";
import { attributeName } from "../../../platform/attributes.ts";
import { carryEnds, type MovedThing } from "../../../platform/carry-ends.ts";
import type { Context } from "../../../platform/context.ts";
import { attributeChanges, changesOf, shapeChange, type TriedRow } from "../../../platform/row-change.ts";
import { type Areas, getAreas } from "../area/index.ts";
import * as store from "./bulk-store.ts";
import { isForeign, judgeThing, type LinkEnd, refuse, toLink, toThing } from "./judge.ts";
import type { Brought } from "./service.ts";

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
export const tryThings = async (ctx: Context, rows: readonly Brought[]): Promise<TriedRow[]> => {
  const areas = await getAreas(ctx);
  const refs = rows.map(({ ref }) => ref);
  const held = await store.findHeld(ctx.db, refs, { lock: false });
  const read = rows.map((row) => toThing(ctx, areas, row, held.get(row.ref)));
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

/** Ends as they will be once the things of the file are kept, and those of them that will be moved then. */
const endsOf = async (
  ctx: Context,
  rows: readonly BroughtLink[],
  promised: readonly Promised[],
): Promise<{ ends: ReadonlyMap<string, LinkEnd>; moved: ReadonlyMap<string, MovedThing> }> => {
  const moved = new Map<string, MovedThing>();
  const refs = [...new Set(rows.flatMap(({ from, to }) => [from, to]))];
  const ends = new Map(await store.findEnds(ctx.db, refs));
  const areas = await getAreas(ctx);
  for (const { ref, position } of promised) {
    const there = ends.get(ref);
    if (there !== undefined) moved.set(ref, { from: there.position, to: position });
    const areaPath = areas.at(position) ?? there?.areaPath;
    if (areaPath !== undefined) ends.set(ref, { id: there?.id ?? ref, areaPath, position });
  }
  return { ends, moved };
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
  rows: readonly BroughtLink[],
  promised: readonly Promised[],
): Promise<TriedRow[]> => {
  const { ends, moved } = await endsOf(ctx, rows, promised);
  const refs = rows.map(({ ref }) => ref);
  const held = new Map(
    [...(await store.findHeldLinks(ctx.db, refs, { lock: false }))].map(([ref, one]) => {
      const line = carryEnds(one.line, { first: moved.get(one.from), last: moved.get(one.to) });
      return [ref, { ...one, line }] as const;
    }),
  );
  return rows.map((given): TriedRow => {
    const { ref } = given;
    const row = toLink(ctx, { ends, held }, given);
    if (!("fromId" in row)) return row;
    const found = held.get(ref);
    if (found === undefined) return { ref, kept: "added" };
    if (isForeign(ctx, found.areaPath)) return refuse(ref, "out-of-scope");
    const changes = linkChanges(ctx, found, { from: given.from, to: given.to, ...row });
    return changes.length === 0 ? { ref, kept: "known" } : { ref, kept: "changed", changes };
  });
};
