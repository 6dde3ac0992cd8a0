import type { Label } from "@chengyun/kernel";
import type { Geometry } from "geojson";
import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { type Box, boxText, readBox } from "../../../platform/geometry.ts";

/** A feature of the base map as search finds it. */
export interface FoundFeature {
  readonly kind: string;
  readonly class: string;
  readonly name: Label | null;
  readonly address: Label | null;
  readonly box: Box;
}

/** Features whose name or address begins with what was typed; a road comes in as many pieces as it was drawn in. */
export const searchFeatures = async (
  db: Db,
  { terms, limit }: { readonly terms: { readonly exact: string; readonly begins: string }; readonly limit: number },
): Promise<FoundFeature[]> => {
  const columns = sql`kind, class, name, CASE WHEN jsonb_typeof(properties->'address') = 'object' THEN properties->'address' END AS address, box::text AS box`;
  const { rows } = await sql<Omit<FoundFeature, "box"> & { box: string }>`
    (SELECT ${columns} FROM base_features
      WHERE search IS NOT NULL AND search @@ ${terms.exact}::tsquery LIMIT ${limit})
    UNION ALL
    (SELECT ${columns} FROM base_features
      WHERE search IS NOT NULL AND search @@ ${terms.begins}::tsquery LIMIT ${limit})`.execute(db);
  return rows.map((row) => ({ ...row, box: readBox(row.box) }));
};

/** Named roads whose box comes near a place. */
export const listNamedRoadsNear = async (
  db: Db,
  [longitude, latitude]: readonly [number, number],
  degrees: number,
): Promise<{ readonly name: Label; readonly geometry: Geometry }[]> => {
  const box = boxText([longitude - degrees, latitude - degrees, longitude + degrees, latitude + degrees]);
  const { rows } = await sql<{ name: Label; geometry: Geometry }>`
    SELECT name, geometry FROM base_features
    WHERE box && ${box}::box AND kind = 'road' AND name IS NOT NULL LIMIT 50`.execute(db);
  return rows;
};
