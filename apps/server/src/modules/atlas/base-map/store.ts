import type { Label } from "@chengyun/kernel";
import { type ColumnType, type Generated, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { boxText } from "../../../platform/geometry.ts";
import { toPlainJson } from "../../../platform/plain-text.ts";
import type { BaseFeatureRecord } from "./model.ts";

type Json<Value> = ColumnType<Value, string, string>;

interface BaseFeatureTable {
  no: Generated<number>;
  ref: string;
  kind: string;
  class: string;
  name: Json<Label> | null;
  properties: Json<BaseFeatureRecord["properties"]>;
  geometry: Json<BaseFeatureRecord["geometry"]>;
  box: string;
  min_zoom: number;
  source: string;
  search: string | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    base_features: BaseFeatureTable;
  }
}

/** A feature with the words it is found by; none for what nobody looks for. */
export interface KeptFeature extends BaseFeatureRecord {
  readonly words: readonly string[];
}

const rowOf = (feature: KeptFeature) => ({
  ref: feature.ref,
  kind: feature.kind,
  class: feature.class,
  name: feature.name ?? null,
  properties: feature.properties,
  geometry: feature.geometry,
  at: boxText(feature.box),
  min_zoom: feature.minZoom,
  source: feature.source,
  words: feature.words.length === 0 ? null : feature.words,
});

/** Writes features in one statement; answers which were new and which became other, by ref. */
export const keepFeatures = async (
  db: Db,
  features: readonly KeptFeature[],
): Promise<ReadonlyMap<string, "added" | "changed">> => {
  const { rows } = await sql<{ ref: string; added: boolean }>`
    INSERT INTO base_features AS held (ref, kind, class, name, properties, geometry, box, min_zoom, source, search)
    SELECT ref, kind, class, nullif(name, 'null'), properties, geometry, at::box, min_zoom, source,
      CASE WHEN words IS NULL OR words = 'null' THEN NULL ELSE array_to_tsvector(ARRAY(SELECT jsonb_array_elements_text(words))) END
    FROM jsonb_to_recordset(${toPlainJson(features.map(rowOf))}::jsonb) AS r(ref text, kind text, class text, name jsonb,
      properties jsonb, geometry json, at text, min_zoom smallint, source text, words jsonb)
    ON CONFLICT (ref) DO UPDATE SET kind = excluded.kind, class = excluded.class, name = excluded.name,
      properties = excluded.properties, geometry = excluded.geometry, box = excluded.box, min_zoom = excluded.min_zoom,
      source = excluded.source, search = excluded.search
    WHERE (held.kind, held.class, held.name, held.properties, held.geometry::text, held.min_zoom, held.source)
      IS DISTINCT FROM (excluded.kind, excluded.class, excluded.name, excluded.properties, excluded.geometry::text,
        excluded.min_zoom, excluded.source)
    RETURNING ref, (xmax = 0) AS added`.execute(db);
  return new Map(rows.map(({ ref, added }) => [ref, added ? "added" : "changed"]));
};

/** All features, as far as one answer may hold them. */
export const listBaseFeatures = async (db: Db, most: number) =>
  db.selectFrom("base_features").select(["kind", "class", "name", "geometry"]).orderBy("no").limit(most).execute();
