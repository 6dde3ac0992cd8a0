import type { BaseFeatureIn } from "@chengyun/contracts";
import { hasCity } from "../../../platform/actor.ts";
import { type BulkSource, type KeptRow, keepMany } from "../../../platform/bulk.ts";
import type { Context } from "../../../platform/context.ts";
import { checkGeometry } from "../../../platform/geometry.ts";
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

const keep = async (ctx: Context, rows: readonly BaseFeatureIn[]): Promise<KeptRow[]> => {
  if (!hasCity(ctx.actor)) return rows.map(({ ref }) => ({ ref, kept: "refused", reason: "out-of-scope" }));
  const read = rows.map(toKept);
  const good = read.filter((row): row is store.KeptFeature => "geometry" in row);
  const told = await store.keepFeatures(ctx.db, good);
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
