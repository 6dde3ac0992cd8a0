import type { Label } from "@chengyun/kernel";
import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

/** A thing as search finds it. */
export interface FoundThing {
  readonly id: string;
  readonly type: string;
  readonly code: string | null;
  readonly ref: string;
  readonly name: Label;
  readonly longitude: number;
  readonly latitude: number;
  readonly areaPath: string;
  /** Whether name, ref or code is exactly what was typed. */
  readonly exact: boolean;
}

const columns = sql`id, type, code, ref, name, longitude, latitude, area_path AS "areaPath"`;

interface Wanted {
  readonly terms: { readonly exact: string; readonly begins: string };
  readonly areaPath: string;
  /** Numbers of things near where somebody looks. */
  readonly near: readonly number[];
  readonly limit: number;
}

const within = (areaPath: string) =>
  areaPath === "" ? sql`NOT retired` : sql`NOT retired AND starts_with(area_path, ${areaPath})`;

/** So many near by are enough: of what is found at every corner, nobody wants the one at the other end of the city. */
const enough = 20;

/** Things that are exactly what was typed, and those near by whose words begin with it. */
const searchNear = async (db: Db, { terms, areaPath, near, limit }: Wanted): Promise<FoundThing[]> => {
  // The condition on words is kept from the index: a common word's rows are a hundred times those near by.
  const { rows } = await sql<FoundThing>`
    (SELECT ${columns}, true AS exact FROM things
      WHERE search @@ ${terms.exact}::tsquery AND ${within(areaPath)} LIMIT ${limit})
    UNION ALL
    (SELECT ${columns}, false AS exact FROM (
        SELECT things.*, place FROM unnest(${[...near]}::int[]) WITH ORDINALITY AS close (no, place)
        JOIN things USING (no) WHERE ${within(areaPath)} OFFSET 0
      ) AS close WHERE search @@ ${terms.begins}::tsquery ORDER BY place LIMIT ${limit})`.execute(db);
  return rows;
};

const searchAll = async (db: Db, { terms, areaPath, limit }: Wanted): Promise<FoundThing[]> => {
  const { rows } = await sql<FoundThing>`
    SELECT ${columns}, false AS exact FROM things
    WHERE search @@ ${terms.begins}::tsquery AND ${within(areaPath)} LIMIT ${limit}`.execute(db);
  return rows;
};

/**
 * Things of an area whose words begin with what was typed; those that are exactly so come first. Of a common word
 * those near by are all that is looked for: counting the rest of the city takes a hundred times as long.
 */
export const searchThings = async (db: Db, wanted: Wanted): Promise<FoundThing[]> => {
  const close = await searchNear(db, wanted);
  const rows = close.length >= enough ? close : [...close, ...(await searchAll(db, wanted))];
  const seen = new Set<string>();
  return rows.filter(({ id }) => (seen.has(id) ? false : seen.add(id)));
};
