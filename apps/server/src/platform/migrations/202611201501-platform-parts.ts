import { sql } from "kysely";
import type { Migration } from "../migration.ts";

/** A subject may be part of another; moves are counted and ordered, so that a flow's words can look back at them. */
export const platformParts: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE subjects ADD COLUMN part_of uuid`.execute(db);
    await sql`CREATE INDEX subjects_parts ON subjects (part_of) WHERE part_of IS NOT NULL`.execute(db);
    await sql`
      ALTER TABLE subject_moves
        ADD COLUMN times integer NOT NULL DEFAULT 1,
        ADD COLUMN nth integer NOT NULL DEFAULT 0,
        ADD COLUMN acted_for text`.execute(db);
    await sql`
      UPDATE subject_moves SET nth = ordered.nth
      FROM (
        SELECT subject_id, move, row_number() OVER (PARTITION BY subject_id ORDER BY at, move) AS nth
        FROM subject_moves
      ) AS ordered
      WHERE ordered.subject_id = subject_moves.subject_id AND ordered.move = subject_moves.move`.execute(db);
  },
};
