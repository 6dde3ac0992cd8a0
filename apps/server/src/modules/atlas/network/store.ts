import { metresApart } from "@chengyun/kernel";
import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

/** One link as a walk needs it. */
export interface Edge {
  readonly from: string;
  readonly to: string;
  readonly metres: number;
}

interface EdgeRow {
  from_id: string;
  to_id: string;
  length: number | null;
  line: readonly (readonly [number, number])[];
}

const lengthOf = (line: EdgeRow["line"]): number => {
  let sum = 0;
  for (const [index, place] of line.slice(1).entries()) sum += metresApart(line[index] ?? place, place);
  return sum;
};

/** Links that leave or enter any of the things. */
export const listEdges = async (db: Db, ids: readonly string[], side: "from" | "to"): Promise<Edge[]> => {
  const column = sql.ref(side === "from" ? "from_id" : "to_id");
  const { rows } = await sql<EdgeRow>`
    SELECT from_id, to_id, line,
      CASE WHEN jsonb_typeof(attributes->'lengthM') = 'number' THEN (attributes->>'lengthM')::float8 END AS length
    FROM links WHERE ${column} = ANY (${[...ids]}::uuid[])`.execute(db);
  return rows.map(({ from_id, to_id, length, line }) => ({
    from: from_id,
    to: to_id,
    metres: length ?? lengthOf(line),
  }));
};
