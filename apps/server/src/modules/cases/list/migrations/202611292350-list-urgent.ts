import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Urgency said of a report is seen on its case; the few urgent ones are looked up by themselves. */
export const listUrgent: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE cases ADD COLUMN urgent boolean NOT NULL DEFAULT false`.execute(db);
    await sql`
      UPDATE cases SET urgent = true
      FROM (SELECT DISTINCT case_id FROM reports WHERE urgency = 'urgent') AS told
      WHERE told.case_id = cases.id`.execute(db);
    await sql`CREATE INDEX cases_urgent ON cases (opened_at DESC, id DESC) WHERE urgent`.execute(db);
  },
};
