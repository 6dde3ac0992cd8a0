import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/**
 * Features get their own names, classes, boxes and the zoom they are first seen at. Geometry stays text as it came:
 * tiles read it far more often than anything looks inside. What was drawn before is kept; outlines of areas come from
 * the areas themselves.
 */
export const baseFeatures: Migration = {
  up: async (db) => {
    await sql`DELETE FROM base_features WHERE kind = 'area'`.execute(db);
    await sql`
      ALTER TABLE base_features
        ADD COLUMN ref text,
        ADD COLUMN class text NOT NULL DEFAULT '',
        ADD COLUMN name jsonb,
        ADD COLUMN box box,
        ADD COLUMN min_zoom smallint NOT NULL DEFAULT 0,
        ADD COLUMN source text NOT NULL DEFAULT 'first-start',
        ADD COLUMN search tsvector,
        ALTER COLUMN geometry TYPE json USING geometry::text::json`.execute(db);
    await sql`
      UPDATE base_features SET ref = 'base/' || no, class = coalesce(properties->>'class', ''), name = properties->'name',
        properties = properties - 'kind' - 'class' - 'name' - 'level',
        min_zoom = CASE kind WHEN 'building' THEN 14 WHEN 'road' THEN 11 ELSE 0 END,
        box = (SELECT box(point(min((at->>0)::float8), min((at->>1)::float8)), point(max((at->>0)::float8), max((at->>1)::float8)))
          FROM jsonb_path_query(geometry::jsonb, 'strict $.coordinates.** ? (@.type() == "array" && @[0].type() == "number")') AS at)`.execute(
      db,
    );
    await sql`ALTER TABLE base_features ALTER COLUMN ref SET NOT NULL, ALTER COLUMN box SET NOT NULL`.execute(db);
    await sql`CREATE UNIQUE INDEX base_features_ref ON base_features (ref)`.execute(db);
    await sql`CREATE INDEX base_features_box ON base_features USING gist (box)`.execute(db);
    // A tile of the whole city must not wade through its houses.
    for (const zoom of [8, 11, 13])
      await sql`
        CREATE INDEX ${sql.raw(`base_features_box_${zoom}`)} ON base_features USING gist (box)
        WHERE min_zoom <= ${sql.lit(zoom)}`.execute(db);
    await sql`CREATE INDEX base_features_kind ON base_features (kind)`.execute(db);
    await sql`CREATE INDEX base_features_source ON base_features (source)`.execute(db);
    await sql`CREATE INDEX base_features_search ON base_features USING gin (search) WHERE search IS NOT NULL`.execute(
      db,
    );
  },
};
