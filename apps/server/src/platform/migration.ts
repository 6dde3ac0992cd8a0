import { type Kysely, Migrator } from "kysely";
import type { Tables } from "./database.ts";

/** One step of the schema, forward only. */
export interface Migration {
  readonly up: (db: Kysely<Tables>) => Promise<void>;
}

/** Brings the schema up to date; steps may land out of order, each runs once. Fails with the step's own error. */
export const migrate = async (db: Kysely<Tables>, steps: Readonly<Record<string, Migration>>): Promise<string[]> => {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...steps }) },
    allowUnorderedMigrations: true,
    migrationTableName: "migrations",
    migrationLockTableName: "migration_lock",
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return (results ?? []).map((result) => result.migrationName);
};
