import type { BaseFeatureIn } from "@chengyun/contracts";
import { hasCity } from "../../../platform/actor.ts";
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
const wordsOf = ({ name, properties }: BaseFeatureIn): string[] => {
  const address = properties["address"];
  const labels = [...(name === undefined ? [] : [name]), ...(isLabel(address) ? [address] : [])];
  return labels.length === 0 ? [] : searchWords(labels);
};

const toKept = (row: BaseFeatureIn): store.KeptFeature | KeptRow => {
  const checked = checkGeometry(row.geometry, kinds[row.kind]);
  if ("fault" in checked) return { ref: row.ref, kept: "refused", reason: checked.fault };
  const { geometry, box } = checked;
  return {
    ...row,
    name: row.name,
    geometry,
    box,
    minZoom: firstZoom({ kind: row.kind, class: row.class, type: geometry.type, box }),
    words: wordsOf(row),
  };
};

/** The base map is the whole city's: whoever's reach is a part of it keeps nothing there. */
const readRows = (ctx: Context, rows: readonly BaseFeatureIn[]): (store.KeptFeature | KeptRow)[] =>
  hasCity(ctx.actor) ? rows.map(toKept) : rows.map(({ ref }) => ({ ref, kept: "refused", reason: "out-of-scope" }));

const keep = async (ctx: Context, rows: readonly BaseFeatureIn[]): Promise<KeptRow[]> => {
  const read = readRows(ctx, rows);
  const good = read.filter((row): row is store.KeptFeature => "geometry" in row);
  if (good.length === 0) return read.filter((row): row is KeptRow => "kept" in row);
  const kept = await store.keepFeatures(ctx.db, good);
  const ended = await store.endPieces(
    ctx.db,
    good.map(({ ref }) => ref),
  );
  const told = new Map([...[...ended].map((ref) => [ref, "changed"] as const), ...kept]);
  if (told.size > 0) await bumpVersion(ctx.db, "base");
  if (good.some((row) => row.kind === "road" && told.has(row.ref))) await bumpVersion(ctx.db, "roads");
  return read.map((row) => ("geometry" in row ? { ref: row.ref, kept: told.get(row.ref) ?? "known" } : row));
};

/**
 * Keeps features of the base map, some hundred a transaction, one entry each; safe to repeat. The base map is
 * the whole city's, and so is keeping it: whoever's reach is a part of the city is refused.
 */
export const keepBaseFeatures = (
  ctx: Context,
  rows: readonly BaseFeatureIn[],
  from: BulkSource = { source: "first-start" },
): Promise<KeptRow[]> => keepMany(ctx, rows, { of: "base", from, refOf: ({ ref }) => ref, keep, areaOf: () => "" });

const nameOf = (id: string) => ({ zh: id, en: id });

/** What would become of features, judged as they would be kept. */
export const tryBaseFeatures = async (ctx: Context, rows: readonly BaseFeatureIn[]): Promise<TriedRow[]> => {
  const read = readRows(ctx, rows);
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
      ...changesOf(found, row, ["kind", "class", "name", "source"]),
      ...attributeChanges(found.properties, row.properties, nameOf),
      ...(found.isSameShape ? [] : [shapeChange(found.geometry, row.geometry)]),
    ];
    return changes.length === 0 ? { ref, kept: "known" } : { ref, kept: "changed", changes };
  });
};
