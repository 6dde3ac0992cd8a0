import { sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { statement } from "../../../platform/statement.ts";

interface PresenceTable {
  person_id: string;
  post_id: string;
  since: Date;
  longitude: number;
  latitude: number;
  accuracy_m: number;
  /** Real time: a phone that is silent is gone, whatever the city's clock says. */
  heard_at: Date;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    presences: PresenceTable;
  }
}

/** Somebody on duty, where they were when they were last heard. */
export interface PresenceRecord {
  readonly personId: string;
  readonly postId: string;
  readonly since: Date;
  readonly position: readonly [longitude: number, latitude: number];
  readonly accuracyM: number;
  readonly heardAt: Date;
}

const toRecord = (row: PresenceTable): PresenceRecord => ({
  personId: row.person_id,
  postId: row.post_id,
  since: row.since,
  position: [row.longitude, row.latitude],
  accuracyM: row.accuracy_m,
  heardAt: row.heard_at,
});

export const findPresence = async (db: Db, personId: string): Promise<PresenceRecord | undefined> => {
  const row = await db.selectFrom("presences").selectAll().where("person_id", "=", personId).executeTakeFirst();
  return row === undefined ? undefined : toRecord(row);
};

/** Writes where somebody is; since when stays as it was for the same post. */
export const putPresence = async (db: Db, presence: PresenceRecord): Promise<void> => {
  const row: PresenceTable = {
    person_id: presence.personId,
    post_id: presence.postId,
    since: presence.since,
    longitude: presence.position[0],
    latitude: presence.position[1],
    accuracy_m: presence.accuracyM,
    heard_at: presence.heardAt,
  };
  await db
    .insertInto("presences")
    .values(row)
    .onConflict((conflict) => conflict.column("person_id").doUpdateSet(row))
    .execute();
};

export const removePresence = async (db: Db, personId: string): Promise<void> => {
  await db.deleteFrom("presences").where("person_id", "=", personId).execute();
};

/** Nobody's place is kept longer than it says anything. */
export const removePresencesHeardBefore = async (db: Db, moment: Date): Promise<void> => {
  await db.deleteFrom("presences").where("heard_at", "<", moment).execute();
};

export const listPresences = async (db: Db, personIds: readonly string[], after: Date): Promise<PresenceRecord[]> =>
  personIds.length === 0 ? [] : (await presentOf(db, { ids: personIds, after })).map(toRecord);

const presentOf = statement((db, given: { ids: readonly string[]; after: Date }) =>
  db
    .selectFrom("presences")
    .selectAll()
    .where(sql<boolean>`person_id = ANY (${given.ids}::uuid[])`)
    .where("heard_at", ">", given.after),
);
