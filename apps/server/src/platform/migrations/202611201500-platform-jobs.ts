import { sql } from "kysely";
import PgBoss from "pg-boss";
import { jobSchema } from "../job.ts";
import type { Migration } from "../migration.ts";

/** The tables of pg-boss in a schema of their own; a later version of it brings its own steps (`getMigrationPlans`). */
export const platformJobs: Migration = {
  up: async (db) => {
    // The migration is in a transaction already.
    const plan = PgBoss.getConstructionPlans(jobSchema).replace(/^\s*(BEGIN|COMMIT);\s*$/gm, "");
    await sql.raw(plan).execute(db);
  },
};
