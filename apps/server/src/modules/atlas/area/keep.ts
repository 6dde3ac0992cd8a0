import type { BroughtArea } from "@chengyun/contracts";
import { areaPath, commonArea, isWithin } from "@chengyun/kernel";
import { isMachine } from "../../../platform/actor.ts";
import { mergeName } from "../../../platform/brought.ts";
import { type BulkSource, type KeptRow, keepMany } from "../../../platform/bulk.ts";
import { type Context, newId } from "../../../platform/context.ts";
import { checkGeometry } from "../../../platform/geometry.ts";
import { changesOf, shapeChange, type TriedRow } from "../../../platform/row-change.ts";
import type { AreaRecord } from "./model.ts";
import { forgetAreas } from "./service.ts";
import { findHeld, findPaths, keepRows, lockNames } from "./store.ts";
import { bumpVersion } from "./version-store.ts";

/** An area that the same file brings in before. */
interface Promised {
  readonly path: string;
  readonly level: number;
}

/** An area as its row says: what it is called in English may stand in the city alone. */
type ReadArea = Omit<AreaRecord, "name"> & Pick<BroughtArea, "name">;

const isRead = (row: ReadArea | KeptRow): row is ReadArea => "path" in row;

const pathOf = ({ code, parentPath }: BroughtArea): string => areaPath(code, parentPath);

const refuse = (row: BroughtArea, reason: string): KeptRow => ({ ref: pathOf(row), kept: "refused", reason });

/** A row as an area, or why it is none; `parents` knows levels by path, of the city and of the rows before it. */
const toArea = (ctx: Context, row: BroughtArea, parents: Map<string, { level: number }>): ReadArea | KeptRow => {
  const path = pathOf(row);
  if (!isMachine(ctx.actor) && !isWithin(path, ctx.actor.areaPath)) return refuse(row, "out-of-scope");
  const parent = row.parentPath === "" ? { level: 0 } : parents.get(row.parentPath);
  if (parent === undefined) return refuse(row, "no-such-parent");
  if (parent.level >= row.level) return refuse(row, "level-not-below-parent");
  const checked =
    row.geometry === undefined ? { geometry: undefined } : checkGeometry(row.geometry, ["Polygon", "MultiPolygon"]);
  if ("fault" in checked) return refuse(row, checked.fault);
  parents.set(path, { level: row.level });
  const { code, level, parentPath } = row;
  return {
    id: newId(),
    code,
    level,
    name: row.name,
    path,
    parentPath,
    geometry: checked.geometry as AreaRecord["geometry"],
  };
};

/** Rows as areas, outermost first; `promised` are areas that come in before them. */
const readRows = async (
  ctx: Context,
  rows: readonly BroughtArea[],
  promised: readonly Promised[] = [],
): Promise<(ReadArea | KeptRow)[]> => {
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

const keep = async (ctx: Context, rows: readonly BroughtArea[]): Promise<KeptRow[]> => {
  const read = await readRows(ctx, rows);
  const good = read.filter(isRead);
  const names = await lockNames(
    ctx.db,
    good.map(({ path }) => path),
  );
  const told = await keepRows(
    ctx.db,
    good.map((row) => ({ ...row, name: mergeName(row.name, names.get(row.path)) })),
  );
  if (told.size > 0) await bumpVersion(ctx.db, "areas");
  return read.map((row) =>
    "path" in row ? { ref: row.path, ...(told.get(row.path) ?? { kept: "known" as const }) } : row,
  );
};

/**
 * Keeps areas, some hundred a transaction, one entry each; safe to repeat; what a row doesn't say of one stays. Parents come before what lies in them, or
 * with them. Refs of the answer are paths.
 */
export const keepAreas = async (
  ctx: Context,
  rows: readonly BroughtArea[],
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
  rows: readonly BroughtArea[],
  promised: readonly Promised[],
): Promise<TriedRow[]> => {
  const read = await readRows(ctx, rows, promised);
  const held = await findHeld(ctx.db, read.filter(isRead));
  return read.map((row): TriedRow => {
    if (!isRead(row)) return row;
    const found = held.get(row.path);
    if (found === undefined) return { ref: row.path, kept: "added" };
    const changes = [
      ...changesOf(found, { ...row, name: mergeName(row.name, found.name) }, ["level", "name"]),
      ...(found.isSameShape ? [] : [shapeChange(found.geometry, row.geometry)]),
    ];
    return changes.length === 0 ? { ref: row.path, kept: "known" } : { ref: row.path, kept: "changed", changes };
  });
};
