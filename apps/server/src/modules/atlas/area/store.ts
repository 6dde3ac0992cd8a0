import type { Label } from "@chengyun/kernel";
import { type ColumnType, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { toPlainJson } from "../../../platform/plain-text.ts";
import type { AreaRecord } from "./model.ts";

type Json<Value> = ColumnType<Value, string, string>;

interface AreaTable {
  id: string;
  code: string;
  level: number;
  name: Json<Label>;
  path: string;
  parent_path: string;
  geometry: Json<NonNullable<AreaRecord["geometry"]>> | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    areas: AreaTable;
  }
}

const shapeOf = (area: Omit<AreaRecord, "name">) => ({ path: area.path, geometry: area.geometry ?? null });

const rowOf = (area: AreaRecord) => ({
  id: area.id,
  code: area.code,
  level: area.level,
  name: area.name,
  path: area.path,
  parent_path: area.parentPath,
  geometry: area.geometry ?? null,
});

/** Writes areas in one statement, one without a shape keeps its boundary; answers which were new and which became other, by path. */
export const keepRows = async (
  db: Db,
  areas: readonly AreaRecord[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly kept: "added" | "changed" }>> => {
  const { rows } = await sql<{ path: string; id: string; added: boolean }>`
    INSERT INTO areas AS held (id, code, level, name, path, parent_path, geometry)
    SELECT id, code, level, name, path, parent_path, nullif(geometry, 'null')
    FROM jsonb_to_recordset(${toPlainJson(areas.map(rowOf))}::jsonb) AS r(id uuid, code text, level int, name jsonb,
      path text, parent_path text, geometry jsonb)
    ON CONFLICT (path) DO UPDATE SET level = excluded.level, name = excluded.name, geometry = coalesce(excluded.geometry, held.geometry)
    WHERE (held.level, held.name, held.geometry) IS DISTINCT FROM
      (excluded.level, excluded.name, coalesce(excluded.geometry, held.geometry))
    RETURNING path, id, (xmax = 0) AS added`.execute(db);
  return new Map(rows.map(({ path, id, added }) => [path, { id, kept: added ? "added" : "changed" }]));
};

export const listAreas = async (db: Db): Promise<AreaRecord[]> => {
  const rows = await db.selectFrom("areas").selectAll().orderBy("level").orderBy("code").execute();
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    level: row.level,
    name: row.name,
    path: row.path,
    parentPath: row.parent_path,
    geometry: row.geometry ?? undefined,
  }));
};

export const hasAreas = async (db: Db): Promise<boolean> =>
  (await db.selectFrom("areas").select("id").limit(1).executeTakeFirst()) !== undefined;

/** Names of the areas that are there among these, locked in one order for everybody. */
export const lockNames = async (db: Db, paths: readonly string[]): Promise<ReadonlyMap<string, Label>> => {
  const { rows } = await sql<{ path: string; name: Label }>`
    SELECT path, name FROM areas WHERE path = ANY (${[...paths]}::text[]) ORDER BY path FOR UPDATE`.execute(db);
  return new Map(rows.map(({ path, name }) => [path, name]));
};

/** The paths that are there among these. */
export const findPaths = async (db: Db, paths: readonly string[]): Promise<ReadonlyMap<string, { level: number }>> => {
  const { rows } = await sql<{ path: string; level: number }>`
    SELECT path, level FROM areas WHERE path = ANY (${[...paths]}::text[])`.execute(db);
  return new Map(rows.map(({ path, level }) => [path, { level }]));
};

/** Areas that are there among these, and whether their shape stays: one that brings none leaves it. */
export const findHeld = async (
  db: Db,
  areas: readonly Omit<AreaRecord, "name">[],
): Promise<
  ReadonlyMap<string, Pick<AreaRecord, "level" | "name" | "geometry"> & { readonly isSameShape: boolean }>
> => {
  if (areas.length === 0) return new Map();
  const { rows } = await sql<{
    path: string;
    level: number;
    name: Label;
    geometry: AreaRecord["geometry"] | null;
    same: boolean;
  }>`
    SELECT held.path, held.level, held.name, CASE WHEN same THEN NULL ELSE held.geometry END AS geometry, same
    FROM jsonb_to_recordset(${toPlainJson(areas.map(shapeOf))}::jsonb) AS r(path text, geometry jsonb)
      JOIN areas held ON held.path = r.path,
      LATERAL (SELECT held.geometry IS NOT DISTINCT FROM coalesce(nullif(r.geometry, 'null'), held.geometry) AS same) AS compared`.execute(
    db,
  );
  return new Map(
    rows.map(({ path, level, name, geometry, same }) => [
      path,
      { level, name, geometry: geometry ?? undefined, isSameShape: same },
    ]),
  );
};
