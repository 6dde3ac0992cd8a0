import type { Label } from "@chengyun/kernel";
import type { Geometry, GeometryCollection } from "geojson";
import { type ColumnType, type Generated, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { type Box, boxText, readBox } from "../../../platform/geometry.ts";
import { toPlainJson } from "../../../platform/plain-text.ts";
import { soughtZoom } from "./first-zoom.ts";
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

/** Writes features in one statement, each known by its source and its ref there; answers which were new and which became other, by ref. */
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
    ON CONFLICT (source, ref) DO UPDATE SET kind = excluded.kind, class = excluded.class, name = excluded.name,
      properties = excluded.properties, geometry = excluded.geometry, box = excluded.box, min_zoom = excluded.min_zoom,
      search = excluded.search
    WHERE (held.kind, held.class, held.name, held.properties, held.geometry::text, held.min_zoom)
      IS DISTINCT FROM (excluded.kind, excluded.class, excluded.name, excluded.properties, excluded.geometry::text,
        excluded.min_zoom)
    RETURNING ref, (xmax = 0) AS added`.execute(db);
  return new Map(rows.map(({ ref, added }) => [ref, added ? "added" : "changed"]));
};

/** What is said of a feature beside its shape. */
export interface SaidFeature extends Pick<BaseFeatureRecord, "class" | "properties"> {
  readonly name: Label | null;
}

/** What is said of the features there are among these; to be written, they are locked in one order for everybody. */
export const findSaid = async (
  db: Db,
  features: readonly Pick<BaseFeatureRecord, "ref" | "source">[],
  { lock }: { readonly lock: boolean },
): Promise<ReadonlyMap<string, SaidFeature>> => {
  const { rows } = await sql<SaidFeature & { ref: string }>`
    SELECT ref, class, name, properties FROM base_features
    WHERE (source, ref) IN (SELECT * FROM unnest(${features.map(({ source }) => source)}::text[],
      ${features.map(({ ref }) => ref)}::text[])) ORDER BY no ${lock ? sql`FOR UPDATE` : sql``}`.execute(db);
  return new Map(rows.map(({ ref, ...said }) => [ref, said]));
};

const pieceOf = (ref: string, nth: number): string => `${ref}/${nth}`;

/**
 * Ends the second and later pieces of ways that are kept whole by now; answers the refs of those ways. A way with holes was
 * once kept as `osm/way/7`, `osm/way/7/2`, …; it is one feature now, in as many lines as it takes.
 */
export const endPieces = async (
  db: Db,
  features: readonly Pick<BaseFeatureRecord, "ref" | "source">[],
): Promise<ReadonlySet<string>> => {
  const refs = features.map(({ ref }) => ref);
  const sources = [...new Set(features.map(({ source }) => source))];
  const sent = new Set(refs);
  const ended = new Set<string>();
  let asked = refs.filter((ref) => /^osm\/way\/\d+$/.test(ref) && !sent.has(pieceOf(ref, 2)));
  for (let nth = 2; asked.length > 0; nth += 1) {
    const pieces = new Map(asked.map((ref) => [pieceOf(ref, nth), ref]));
    const gone = await db
      .deleteFrom("base_features")
      .where("ref", "in", [...pieces.keys()])
      .where("source", "in", sources)
      .returning("ref")
      .execute();
    asked = gone.flatMap(({ ref }) => pieces.get(ref) ?? []);
    for (const ref of asked) ended.add(ref);
  }
  return ended;
};

/** A feature there is, as far as a trial holds a row against it; its shape only where the row's is another. */
export interface HeldFeature extends Pick<BaseFeatureRecord, "kind" | "class" | "properties"> {
  readonly name: Label | null;
  readonly geometry: unknown;
  readonly isSameShape: boolean;
}

/** Features that are there among these, and whether their shape is the same. */
export const findHeld = async (db: Db, features: readonly KeptFeature[]): Promise<ReadonlyMap<string, HeldFeature>> => {
  if (features.length === 0) return new Map();
  const { rows } = await sql<HeldFeature & { ref: string }>`
    SELECT held.ref, held.kind, held.class, held.name, held.properties, same AS "isSameShape",
      CASE WHEN same THEN NULL ELSE held.geometry END AS geometry
    FROM jsonb_to_recordset(${toPlainJson(features.map(rowOf))}::jsonb) AS r(ref text, geometry json, source text)
      JOIN base_features held ON held.source = r.source AND held.ref = r.ref,
      LATERAL (SELECT held.geometry::text = r.geometry::text AS same) AS compared`.execute(db);
  return new Map(rows.map(({ ref, ...row }) => [ref, row]));
};

/** A feature as tiles draw it. */
export interface DrawnFeature {
  readonly kind: string;
  readonly class: string;
  readonly name: Label | null;
  readonly properties: BaseFeatureRecord["properties"];
  readonly geometry: Exclude<Geometry, GeometryCollection>;
  readonly box: Box;
  readonly minZoom: number;
}

/** Zooms for which there is an index of what is drawn by then, as the migration made them. */
const indexedZooms = [8, 11, 13];

/** Features drawn at a zoom whose box touches a box; what was kept first is drawn first. */
export const listFeaturesIn = async (
  db: Db,
  { box, zoom }: { readonly box: Box; readonly zoom: number },
): Promise<DrawnFeature[]> => {
  const indexed = indexedZooms.find((one) => zoom <= one);
  const { rows } = await sql<Omit<DrawnFeature, "box" | "minZoom"> & { box: string; min_zoom: number }>`
    SELECT kind, class, name, properties, geometry, box::text AS box, min_zoom FROM base_features
    WHERE box && ${boxText(box)}::box AND min_zoom <= ${sql.lit(zoom)}
      AND ${indexed === undefined ? sql`true` : sql`min_zoom <= ${sql.lit(indexed)}`}
    ORDER BY no`.execute(db);
  return rows.map(({ min_zoom, ...row }) => ({ ...row, box: readBox(row.box), minZoom: min_zoom }));
};

/** Towns, villages and quarters: places that only carry a name, without those people look for within them. */
export const listNamedPlaces = async (
  db: Db,
): Promise<{ readonly class: string; readonly name: Label; readonly at: readonly [number, number] }[]> => {
  const { rows } = await sql<{ class: string; name: Label; box: string }>`
    SELECT class, name, box::text AS box FROM base_features WHERE kind = 'place' AND min_zoom < ${soughtZoom} AND name IS NOT NULL`.execute(
    db,
  );
  return rows.map(({ box, ...row }) => {
    const [west, south] = readBox(box);
    return { ...row, at: [west, south] };
  });
};

/** Patches of a kind whose box touches a box, as far as they are drawn by a zoom. */
export const listPatches = async (
  db: Db,
  { kind, box, zoom }: { readonly kind: string; readonly box: Box; readonly zoom: number },
): Promise<DrawnFeature["geometry"][]> =>
  (await listFeaturesIn(db, { box, zoom }))
    .filter((one) => one.kind === kind && /Polygon$/.test(one.geometry.type))
    .map(({ geometry }) => geometry);

/** Whose data the base map is. */
export const listSources = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{ source: string }>`
    WITH RECURSIVE each AS (
      (SELECT source FROM base_features ORDER BY source LIMIT 1)
      UNION ALL
      SELECT (SELECT source FROM base_features WHERE source > each.source ORDER BY source LIMIT 1) FROM each
      WHERE each.source IS NOT NULL
    ) SELECT source FROM each WHERE source IS NOT NULL LIMIT 20`.execute(db);
  return rows.map(({ source }) => source);
};

/** Whether the base map has features of a kind. */
export const hasKind = async (db: Db, kind: string): Promise<boolean> =>
  (await db.selectFrom("base_features").select("no").where("kind", "=", kind).limit(1).executeTakeFirst()) !==
  undefined;

/** A road as the graph takes it. */
export interface RoadRow {
  readonly no: number;
  readonly class: string;
  readonly properties: BaseFeatureRecord["properties"];
  readonly geometry: Geometry;
}

/** Roads by number, a page at a time. */
export const listRoads = async (db: Db, after: number, limit: number): Promise<RoadRow[]> => {
  const { rows } = await sql<RoadRow>`
    SELECT no, class, properties, geometry FROM base_features
    WHERE kind = 'road' AND no > ${after} ORDER BY no LIMIT ${limit}`.execute(db);
  return rows;
};

/** Features whole, by number, a page at a time. */
export const listFeaturesAfter = (db: Db, after: number, limit: number) =>
  db
    .selectFrom("base_features")
    .select(["no", "ref", "kind", "class", "name", "properties", "geometry", "source"])
    .where("no", ">", after)
    .orderBy("no")
    .limit(limit)
    .execute();

export const hasBaseFeature = async (db: Db, ref: string): Promise<boolean> =>
  (await db.selectFrom("base_features").select("no").where("ref", "=", ref).executeTakeFirst()) !== undefined;
