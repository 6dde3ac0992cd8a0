import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

/** Merges that can still be taken back know of each report whether the case was opened by it. */
export const mergeOpens: Migration = {
  up: async (db) => {
    await sql`
      UPDATE case_merges SET before = jsonb_set(before, '{reports}', (
        SELECT coalesce(jsonb_agg(report || jsonb_build_object('opens',
          report->'joined'->>'zh' = '首次上报，建立案卷' OR report->'joined'->>'zh' LIKE '%：另立案卷') ORDER BY place), '[]')
        FROM jsonb_array_elements(before->'reports') WITH ORDINALITY AS told(report, place)
      ))`.execute(db);
  },
};
