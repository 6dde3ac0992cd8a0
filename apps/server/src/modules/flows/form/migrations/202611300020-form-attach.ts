import { sql } from "kysely";
import type { Migration } from "../../../../platform/migration.ts";

export const formAttach: Migration = {
  up: async (db) => {
    await sql`
      CREATE TABLE form_attachments (
        place text PRIMARY KEY,
        kind text NOT NULL,
        form text NOT NULL,
        name jsonb NOT NULL
      )`.execute(db);
    await sql`CREATE INDEX form_attachments_form ON form_attachments (form)`.execute(db);
  },
};
