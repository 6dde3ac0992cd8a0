import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";

interface MapVersionTable {
  what: string;
  version: number;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    map_versions: MapVersionTable;
  }
}

/** What is drawn or driven on, and changes as a whole. */
export type Versioned = "areas" | "base" | "roads";

/** Says that what was made of something before is old. Comes last in its transaction: all who change it wait for each other. */
export const bumpVersion = async (db: Db, what: Versioned): Promise<void> => {
  await sql`
    INSERT INTO map_versions (what, version) VALUES (${what}, 1)
    ON CONFLICT (what) DO UPDATE SET version = map_versions.version + 1`.execute(db);
};

/** How often each has changed, by what it is. */
export type MapVersions = Readonly<Record<Versioned, number>>;

/** How often each has changed. */
export const getVersions = async (db: Db): Promise<MapVersions> => {
  const rows = await db.selectFrom("map_versions").select(["what", "version"]).execute();
  return { areas: 0, base: 0, roads: 0, ...Object.fromEntries(rows.map(({ what, version }) => [what, version])) };
};
