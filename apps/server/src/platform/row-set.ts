import { sql } from "kysely";

/**
 * Rows of a table out of one JSON text, in its order: the end of a statement that is the same for one row and for a
 * thousand, where a parameter for each value would be another text each time.
 */
export const rowSet = (table: string, columns: readonly string[], rows: string) =>
  sql`SELECT ${sql.join(columns.map((column) => sql.ref(column)))}
    FROM jsonb_populate_recordset(NULL::${sql.table(table)}, ${rows}::jsonb)`;
