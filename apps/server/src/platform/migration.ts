import { type Kysely, Migrator } from "kysely";
import type { Tables } from "./database.ts";
import { failPoint } from "./fail-point.ts";

/** One step of the schema, forward only. */
export interface Migration {
  readonly up: (db: Kysely<Tables>) => Promise<void>;
}

/** The step as it is, with a place behind it where fault tests end the process: all steps of a start are one transaction. */
const breakable = ({ up }: Migration): Migration => ({
  up: async (db) => {
    await up(db);
    failPoint("migration");
  },
});

/** Brings the schema up to date; steps may land out of order, each runs once. Fails with the step's own error. */
export const migrate = async (db: Kysely<Tables>, steps: Readonly<Record<string, Migration>>): Promise<string[]> => {
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(Object.entries(steps).map(([name, step]) => [name, breakable(step)])),
    },
    allowUnorderedMigrations: true,
    migrationTableName: "migrations",
    migrationLockTableName: "migration_lock",
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  return (results ?? []).map((result) => result.migrationName);
};
