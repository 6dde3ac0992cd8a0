import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/**
 * What a department handed back is nobody's until it is dispatched anew; that it was theirs is said beside it. Cases that
 * waited so when this came were still called theirs.
 */
export const caseHandedBack: Migration = {
  up: async (db) => {
    await sql`ALTER TABLE cases ADD COLUMN handed_back_by uuid`.execute(db);
    await sql`UPDATE cases SET handed_back_by = department_id, department_id = NULL FROM subjects
      WHERE subjects.id = cases.id AND subjects.stage IN ('reported', 'looking', 'filed')
        AND cases.department_id IS NOT NULL`.execute(db);
  },
};
