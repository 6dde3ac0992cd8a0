import type { Label } from "@chengyun/kernel";
import type { ColumnType, Generated } from "kysely";
import type { Db } from "../../../platform/database.ts";
import type { AreaRecord, BaseFeatureRecord } from "./model.ts";

type Json<Value> = ColumnType<Value, string, string>;

interface AreaTable {
  id: string;
  code: string;
  level: number;
  name: Json<Label>;
  path: string;
  parent_path: string;
  geometry: Json<AreaRecord["geometry"]>;
}

interface BaseFeatureTable {
  no: Generated<number>;
  kind: string;
  properties: Json<BaseFeatureRecord["properties"]>;
  geometry: Json<BaseFeatureRecord["geometry"]>;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    areas: AreaTable;
    base_features: BaseFeatureTable;
  }
}

/** Rows in one statement, well below PostgreSQL's limit of bound values. */
const batch = 500;

export const insertAreas = async (db: Db, areas: readonly AreaRecord[]): Promise<void> => {
  for (let from = 0; from < areas.length; from += batch)
    await db
      .insertInto("areas")
      .values(
        areas.slice(from, from + batch).map((area) => ({
          id: area.id,
          code: area.code,
          level: area.level,
          name: JSON.stringify(area.name),
          path: area.path,
          parent_path: area.parentPath,
          geometry: JSON.stringify(area.geometry),
        })),
      )
      .execute();
};

export const insertBaseFeatures = async (db: Db, features: readonly BaseFeatureRecord[]): Promise<void> => {
  for (let from = 0; from < features.length; from += batch)
    await db
      .insertInto("base_features")
      .values(
        features.slice(from, from + batch).map((feature) => ({
          kind: feature.properties.kind,
          properties: JSON.stringify(feature.properties),
          geometry: JSON.stringify(feature.geometry),
        })),
      )
      .execute();
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
    geometry: row.geometry,
  }));
};

export const hasAreas = async (db: Db): Promise<boolean> =>
  (await db.selectFrom("areas").select("id").limit(1).executeTakeFirst()) !== undefined;

export const listBaseFeatures = async (db: Db): Promise<BaseFeatureRecord[]> => {
  const rows = await db.selectFrom("base_features").select(["properties", "geometry"]).orderBy("no").execute();
  return rows.map((row) => ({ type: "Feature", properties: row.properties, geometry: row.geometry }));
};
