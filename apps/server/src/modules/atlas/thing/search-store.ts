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

/** Things of an area whose words begin with what was typed; those that are exactly so come first. */
export const searchThings = async (
  db: Db,
  asked: {
    readonly terms: { readonly exact: string; readonly begins: string };
    readonly areaPath: string;
    readonly limit: number;
  },
): Promise<FoundThing[]> => {
  const within =
    asked.areaPath === "" ? sql`NOT retired` : sql`NOT retired AND starts_with(area_path, ${asked.areaPath})`;
  const { rows } = await sql<FoundThing>`
    (SELECT ${columns}, true AS exact FROM things
      WHERE search @@ ${asked.terms.exact}::tsquery AND ${within} LIMIT ${asked.limit})
    UNION ALL
    (SELECT ${columns}, false AS exact FROM things
      WHERE search @@ ${asked.terms.begins}::tsquery AND ${within} LIMIT ${asked.limit})`.execute(db);
  const seen = new Set<string>();
  return rows.filter(({ id }) => (seen.has(id) ? false : seen.add(id)));
};
