import type { BaseFeatureIn, BroughtFeature } from "@chengyun/contracts";
import { hasCity } from "../../../platform/actor.ts";
import { mergeName, mergeValues } from "../../../platform/brought.ts";
import { type BulkSource, type KeptRow, keepMany } from "../../../platform/bulk.ts";
import type { Context } from "../../../platform/context.ts";
import { checkGeometry } from "../../../platform/geometry.ts";
import { attributeChanges, changesOf, shapeChange, type TriedRow } from "../../../platform/row-change.ts";
import { searchWords } from "../../../platform/search-words.ts";
import { bumpVersion } from "../area/index.ts";
import { firstZoom } from "./first-zoom.ts";
import * as store from "./store.ts";

const lines = ["LineString", "MultiLineString"];
const patches = ["Polygon", "MultiPolygon"];

/** Geometries each kind may have. */
const kinds: Readonly<Record<BaseFeatureIn["kind"], readonly string[]>> = {
  land: patches,
  block: patches,
  green: patches,
  water: [...patches, ...lines],
  road: [...lines, ...patches],
  rail: lines,
  building: patches,
  place: ["Point"],
};

const isLabel = (value: unknown): value is { zh: string; en: string } =>
  typeof value === "object" && value !== null && "zh" in value && "en" in value;

/** Names and addresses; the hundred pieces of one road are found by its name all the same. */
const wordsOf = ({ name, properties }: Pick<store.KeptFeature, "name" | "properties">): string[] => {
  const address = properties["address"];
  const labels = [...(name === undefined ? [] : [name]), ...(isLabel(address) ? [address] : [])];
  return labels.length === 0 ? [] : searchWords(labels);
};

const nameOf = (row: BroughtFeature, held: store.SaidFeature | undefined): store.KeptFeature["name"] => {
  if (row.name === undefined) return held?.name ?? undefined;
  return row.name === null ? undefined : mergeName(row.name, held?.name);
};

/** A row as a feature, given what there is of its ref: what the row doesn't say of it stays. */
const toKept = (row: BroughtFeature, there: store.SaidFeature | undefined): store.KeptFeature | KeptRow => {
  const { ref, kind, source } = row;
  const checked = checkGeometry(row.geometry, kinds[kind]);
  if ("fault" in checked) return { ref, kept: "refused", reason: checked.fault };
  const held = row.whole === true ? undefined : there;
  const said = {
    name: nameOf(row, held),
    class: row.class ?? held?.class ?? "",
    properties: mergeValues(row.properties, held?.properties),
  };
  const { geometry, box } = checked;
  const minZoom = firstZoom({ kind, class: said.class, type: geometry.type, box });
  return { ref, kind, source, ...said, geometry, box, minZoom, words: wordsOf(said) };
};

/** The base map is the whole city's: whoever's reach is a part of it keeps nothing there. */
const readRows = async (
  ctx: Context,
  rows: readonly BroughtFeature[],
  { lock }: { readonly lock: boolean },
): Promise<(store.KeptFeature | KeptRow)[]> => {
  if (!hasCity(ctx.actor)) return rows.map(({ ref }) => ({ ref, kept: "refused", reason: "out-of-scope" }));
  const there = await store.findSaid(ctx.db, rows, { lock });
  return rows.map((row) => toKept(row, there.get(row.ref)));
};

const keep = async (ctx: Context, rows: readonly BroughtFeature[]): Promise<KeptRow[]> => {
  const read = await readRows(ctx, rows, { lock: true });
  const good = read.filter((row): row is store.KeptFeature => "geometry" in row);
  if (good.length === 0) return read.filter((row): row is KeptRow => "kept" in row);
  const kept = await store.keepFeatures(ctx.db, good);
  const ended = await store.endPieces(ctx.db, good);
  const told = new Map([...[...ended].map((ref) => [ref, "changed"] as const), ...kept]);
  if (told.size > 0) await bumpVersion(ctx.db, "base");
  if (good.some((row) => row.kind === "road" && told.has(row.ref))) await bumpVersion(ctx.db, "roads");
  return read.map((row) => ("geometry" in row ? { ref: row.ref, kept: told.get(row.ref) ?? "known" } : row));
};

/**
 * Keeps features of the base map, some hundred a transaction, one entry each; safe to repeat; what a row doesn't say of
 * one stays, unless it is whole. The base map is
 * the whole city's, and so is keeping it: whoever's reach is a part of the city is refused.
 */
export const keepBaseFeatures = (
  ctx: Context,
  rows: readonly BroughtFeature[],
  from: BulkSource = { source: "first-start" },
): Promise<KeptRow[]> => keepMany(ctx, rows, { of: "base", from, refOf: ({ ref }) => ref, keep, areaOf: () => "" });

const propertyName = (id: string) => ({ zh: id, en: id });

/** What would become of features, judged as they would be kept. */
export const tryBaseFeatures = async (ctx: Context, rows: readonly BroughtFeature[]): Promise<TriedRow[]> => {
  const read = await readRows(ctx, rows, { lock: false });
  const held = await store.findHeld(
    ctx.db,
    read.filter((row): row is store.KeptFeature => "geometry" in row),
  );
  return read.map((row): TriedRow => {
    if (!("geometry" in row)) return row;
    const { ref } = row;
    const found = held.get(ref);
    if (found === undefined) return { ref, kept: "added" };
    const changes = [
      ...changesOf(found, row, ["kind", "class", "name"]),
      ...attributeChanges(found.properties, row.properties, propertyName),
      ...(found.isSameShape ? [] : [shapeChange(found.geometry, row.geometry)]),
    ];
    return changes.length === 0 ? { ref, kept: "known" } : { ref, kept: "changed", changes };
  });
};
