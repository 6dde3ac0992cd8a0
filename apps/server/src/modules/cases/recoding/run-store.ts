import type { Insertable, Selectable } from "kysely";
import type { Db } from "../../../platform/database.ts";

interface RecodingTable {
  id: string;
  from_id: string;
  to_id: string;
  /** Whose cases: within this area and, unless null, of these departments. */
  area_path: string;
  departments: string[] | null;
  /** The last case that was looked at; null before the first. */
  after_id: string | null;
  recoded: number;
  started_at: Date;
  finished_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    recodings: RecodingTable;
  }
}

/** One re-coding of open cases from one version to another, as far as it has come. */
export type RecodingRun = Selectable<RecodingTable>;

export const insertRun = async (db: Db, run: Insertable<RecodingTable>): Promise<void> => {
  await db.insertInto("recodings").values(run).execute();
};

/** Holds a run while a batch of it is made; undefined while another process does. */
export const lockRun = (db: Db, id: string, wait: boolean): Promise<RecodingRun | undefined> => {
  const query = db.selectFrom("recodings").selectAll().where("id", "=", id).forUpdate();
  return (wait ? query : query.skipLocked()).executeTakeFirst();
};

export const updateRun = async (
  db: Db,
  id: string,
  set: Partial<Pick<RecodingRun, "after_id" | "recoded" | "finished_at">>,
): Promise<void> => {
  await db.updateTable("recodings").set(set).where("id", "=", id).execute();
};

/** Runs that have not come to their end, the oldest first. */
export const listUnfinished = (db: Db): Promise<RecodingRun[]> =>
  db.selectFrom("recodings").selectAll().where("finished_at", "is", null).orderBy("started_at").execute();
