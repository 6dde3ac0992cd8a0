import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Whether its case was opened by a report is told by a column; before, by the words that say why it is there. */
export const reportOpens: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE reports ADD COLUMN opens boolean NOT NULL DEFAULT false`.execute(db);
    await sql`
      UPDATE reports SET opens = true
      WHERE case_id IS NOT NULL AND (joined->>'zh' = '首次上报，建立案卷' OR joined->>'zh' LIKE '%：另立案卷')`.execute(
      db,
    );
  },
};
