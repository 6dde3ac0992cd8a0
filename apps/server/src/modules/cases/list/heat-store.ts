import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import type { CaseFilter } from "./filter.ts";
import { narrow } from "./store.ts";

/** Cases in one cell of a tile. */
export interface HeatCell {
  readonly column: number;
  readonly row: number;
  readonly count: number;
}

/** Counts cases in the cells of a tile of the web's map; those another system only guessed the place of are in none. */
export const countInCells = async (
  db: Db,
  filter: CaseFilter,
  {
    tile,
    cellsAcross,
  }: { readonly tile: { readonly z: number; readonly x: number; readonly y: number }; readonly cellsAcross: number },
): Promise<HeatCell[]> => {
  const across = 2 ** tile.z * cellsAcross;
  const [west, north] = [tile.x * cellsAcross, tile.y * cellsAcross];
  const asked = narrow(db, filter).clearSelect().select(["longitude", "latitude"]);
  const { rows } = await sql<HeatCell>`
    SELECT "column", "row", count(*)::int AS count FROM (
      SELECT floor((longitude + 180) / 360 * ${across}::float8 - ${west}::float8)::int AS "column",
        floor((0.5 - ln((1 + sin(radians(latitude))) / (1 - sin(radians(latitude)))) / (4 * pi()))
          * ${across}::float8 - ${north}::float8)::int AS "row"
      FROM (${asked}) AS found WHERE latitude BETWEEN -85 AND 85
    ) AS cells
    WHERE "column" BETWEEN 0 AND ${cellsAcross - 1}::int AND "row" BETWEEN 0 AND ${cellsAcross - 1}::int
    GROUP BY 1, 2`.execute(db);
  return rows;
};
