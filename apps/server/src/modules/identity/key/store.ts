import { sql } from "kysely";
import { type Actor, isMachine } from "../../../platform/actor.ts";
import type { Db } from "../../../platform/database.ts";

interface KeyTable {
  id: string;
  name: string;
  /** Null once retired: no secret fits any more. */
  secret_hash: Buffer | null;
  scopes: string[];
  last_used_at: Date | null;
  /** When no secret fits any more; null for the platform's own. */
  ends_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    keys: KeyTable;
  }
}

/** A key with where it stands. */
export interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly areaPath: string;
  readonly lastUsedAt: Date | null;
  readonly endsAt: Date | null;
  readonly stage: string;
  readonly version: number;
  readonly createdAt: Date;
}

export const insertKey = async (
  db: Db,
  key: { id: string; name: string; secretHash: Buffer; scopes: readonly string[]; endsAt: Date | undefined },
): Promise<void> => {
  await db
    .insertInto("keys")
    .values({
      id: key.id,
      name: key.name,
      secret_hash: key.secretHash,
      scopes: [...key.scopes],
      last_used_at: null,
      ends_at: key.endsAt ?? null,
    })
    .execute();
};

const selectKeys = (db: Db) =>
  db
    .selectFrom("keys as k")
    .innerJoin("subjects as s", "s.id", "k.id")
    .select([
      "k.id",
      "k.name",
      "k.scopes",
      "k.last_used_at as lastUsedAt",
      "k.ends_at as endsAt",
      "s.area_path as areaPath",
      "s.stage",
      "s.version",
      "s.created_at as createdAt",
    ]);

/** The key that a secret opens; undefined once it was retired. */
export const findKeyBySecret = (db: Db, secretHash: Buffer): Promise<KeyRow | undefined> =>
  selectKeys(db).where("k.secret_hash", "=", secretHash).where("s.stage", "=", "active").executeTakeFirst();

export const findKeyRow = (db: Db, id: string): Promise<KeyRow | undefined> =>
  selectKeys(db).where("k.id", "=", id).executeTakeFirst();

/** Keys in the actor's scope; a key belongs to an area and to no department. */
export const listKeyRows = (db: Db, actor: Actor): Promise<KeyRow[]> => {
  if (isMachine(actor)) return selectKeys(db).orderBy("k.id").execute();
  if (actor.departments !== "all") return Promise.resolve([]);
  return selectKeys(db).where(sql<boolean>`starts_with(s.area_path, ${actor.areaPath})`).orderBy("k.id").execute();
};

export const updateSecret = async (db: Db, id: string, secretHash: Buffer | null): Promise<void> => {
  await db.updateTable("keys").set({ secret_hash: secretHash }).where("id", "=", id).execute();
};

export const touchKey = async (db: Db, id: string, at: Date): Promise<void> => {
  await db.updateTable("keys").set({ last_used_at: at }).where("id", "=", id).execute();
};
