import type { AreaIn } from "@chengyun/contracts";
import { areaPath, commonArea, isWithin } from "@chengyun/kernel";
import { isMachine } from "../../../platform/actor.ts";
import { type BulkSource, type KeptRow, keepMany } from "../../../platform/bulk.ts";
import { type Context, newId } from "../../../platform/context.ts";
import { checkGeometry } from "../../../platform/geometry.ts";
import { changesOf, shapeChange, type TriedRow } from "../../../platform/row-change.ts";
import type { AreaRecord } from "./model.ts";
import { forgetAreas } from "./service.ts";
import { findHeld, findPaths, keepRows } from "./store.ts";
import { bumpVersion } from "./version-store.ts";

/** An area that the same file brings in before. */
interface Promised {
  readonly path: string;
  readonly level: number;
}

const pathOf = ({ code, parentPath }: AreaIn): string => areaPath(code, parentPath);

const refuse = (row: AreaIn, reason: string): KeptRow => ({ ref: pathOf(row), kept: "refused", reason });

/** A row as an area, or why it is none; `parents` knows levels by path, of the city and of the rows before it. */
const toArea = (ctx: Context, row: AreaIn, parents: Map<string, { level: number }>): AreaRecord | KeptRow => {
  const path = pathOf(row);
  if (!isMachine(ctx.actor) && !isWithin(path, ctx.actor.areaPath)) return refuse(row, "out-of-scope");
  const parent = row.parentPath === "" ? { level: 0 } : parents.get(row.parentPath);
  if (parent === undefined) return refuse(row, "no-such-parent");
  if (parent.level >= row.level) return refuse(row, "level-not-below-parent");
  const checked =
    row.geometry === undefined ? { geometry: undefined } : checkGeometry(row.geometry, ["Polygon", "MultiPolygon"]);
  if ("fault" in checked) return refuse(row, checked.fault);
  parents.set(path, { level: row.level });
  const { code, level, name, parentPath } = row;
  return { id: newId(), code, level, name, path, parentPath, geometry: checked.geometry as AreaRecord["geometry"] };
};

/** Rows as areas, outermost first; `promised` are areas that come in before them. */
const readRows = async (
  ctx: Context,
  rows: readonly AreaIn[],
  promised: readonly Promised[] = [],
): Promise<(AreaRecord | KeptRow)[]> => {
  const parents = new Map([
    ...promised.map(({ path, level }) => [path, { level }] as const),
    ...(await findPaths(
      ctx.db,
      rows.map(({ parentPath }) => parentPath),
    )),
  ]);
  const outermostFirst = [...rows].sort((one, other) => one.level - other.level);
  return outermostFirst.map((row) => toArea(ctx, row, parents));
};

const keep = async (ctx: Context, rows: readonly AreaIn[]): Promise<KeptRow[]> => {
  const read = await readRows(ctx, rows);
  const told = await keepRows(
    ctx.db,
    read.filter((row): row is AreaRecord => "path" in row),
  );
  if (told.size > 0) await bumpVersion(ctx.db, "areas");
  return read.map((row) =>
    "path" in row ? { ref: row.path, ...(told.get(row.path) ?? { kept: "known" as const }) } : row,
  );
};

/**
 * Keeps areas, some hundred a transaction, one entry each; safe to repeat. Parents come before what lies in them, or
 * with them. Refs of the answer are paths.
 */
export const keepAreas = async (
  ctx: Context,
  rows: readonly AreaIn[],
  from: BulkSource = { source: "first-start" },
): Promise<KeptRow[]> => {
  const kept = await keepMany(ctx, rows, {
    of: "areas",
    from,
    refOf: pathOf,
    keep,
    areaOf: (_, told) => commonArea(told.filter(({ kept }) => kept !== "refused").map(({ ref }) => ref)),
  });
  forgetAreas(ctx);
  return kept;
};

/** What would become of areas, judged as they would be kept. */
export const tryAreas = async (
  ctx: Context,
  rows: readonly AreaIn[],
  promised: readonly Promised[],
): Promise<TriedRow[]> => {
  const read = await readRows(ctx, rows, promised);
  const held = await findHeld(
    ctx.db,
    read.filter((row): row is AreaRecord => "path" in row),
  );
  return read.map((row): TriedRow => {
    if (!("path" in row)) return row;
    const found = held.get(row.path);
    if (found === undefined) return { ref: row.path, kept: "added" };
    const changes = [
      ...changesOf(found, row, ["level", "name"]),
      ...(found.isSameShape ? [] : [shapeChange(found.geometry, row.geometry)]),
    ];
    return changes.length === 0 ? { ref: row.path, kept: "known" } : { ref: row.path, kept: "changed", changes };
  });
};
