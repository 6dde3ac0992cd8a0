import { sql } from "kysely";
import type { Entry } from "../../../platform/actor.ts";
import type { Db } from "../../../platform/database.ts";

interface SessionTable {
  id: string;
  token_hash: Buffer;
  account_id: string;
  post_id: string;
  epoch: number;
  opened_at: Date;
  used_at: Date;
  /** What the browser calls itself, and where it came from, as its owner is shown them. */
  agent: string;
  address: string;
  way: Entry["way"];
  factored: boolean;
}

interface SignInAttemptTable {
  key: Buffer;
  count: number;
  last_at: Date;
  blocked_until: Date;
  noted_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    sessions: SessionTable;
    sign_in_attempts: SignInAttemptTable;
  }
}

/** A session that counts, with what its actor is made of. */
export interface LiveSession {
  readonly id: string;
  readonly accountId: string;
  readonly personId: string;
  readonly postId: string;
  readonly role: string;
  readonly departmentId: string;
  readonly areaPath: string;
  readonly mustChange: boolean;
  readonly demo: boolean;
  readonly hasFactor: boolean;
  readonly usedAt: Date;
  readonly entry: Entry;
  /** Whose post it is, when they act in it as a deputy. */
  readonly actingFor: string | null;
  /** A wider reach that is open for this account in this post. */
  readonly glass: string | null;
  readonly widerArea: string | null;
  readonly widerDepartment: string | null;
  readonly widerPermission: string | null;
}

/** The browser a session lives in. */
export interface Device {
  readonly agent: string;
  readonly address: string;
}

export const insertSession = async (
  db: Db,
  session: { id: string; tokenHash: Buffer; accountId: string; postId: string; epoch: number; entry: Entry } & Device,
): Promise<void> => {
  await db
    .insertInto("sessions")
    .values({
      id: session.id,
      token_hash: session.tokenHash,
      account_id: session.accountId,
      post_id: session.postId,
      epoch: session.epoch,
      opened_at: session.entry.at,
      used_at: session.entry.at,
      way: session.entry.way,
      factored: session.entry.isFactored,
      agent: session.agent,
      address: session.address,
    })
    .execute();
};

/** Nobody acts for who left the post, nor from another department than its own: as in deputy/store.ts. */
const isGrounded = sql<boolean>`EXISTS (
    SELECT FROM accounts o JOIN subjects os ON os.id = o.id
    WHERE o.person_id = d.person_id AND os.stage = 'active' AND d.post_id = ANY (o.post_ids))
  AND EXISTS (
    SELECT FROM posts of JOIN posts own ON own.department_id = of.department_id
    WHERE of.id = d.post_id AND own.id = ANY (a.post_ids))`;

/** Somebody in a post of theirs, or of whom they are deputy. */
export type Holder = Pick<LiveSession, "personId" | "role" | "departmentId" | "areaPath" | "actingFor">;

/** Who an account is in a post at this moment, with or without a session; undefined when it is retired or the post was taken away. */
export const findHolder = (
  db: Db,
  { accountId, postId, now }: { readonly accountId: string; readonly postId: string; readonly now: Date },
): Promise<Holder | undefined> =>
  db
    .selectFrom("accounts as a")
    .innerJoin("subjects as s", (join) => join.onRef("s.id", "=", "a.id").on("s.stage", "=", "active"))
    .innerJoin("posts as p", (join) => join.on("p.id", "=", postId))
    .leftJoin("deputies as d", (join) =>
      join
        .onRef("d.post_id", "=", "p.id")
        .onRef("d.deputy_id", "=", "a.person_id")
        .on("d.ended_at", "is", null)
        .on("d.until_at", ">", now)
        .on(sql<boolean>`NOT p.id = ANY (a.post_ids)`)
        .on(isGrounded),
    )
    .select([
      "a.person_id as personId",
      "p.role",
      "p.department_id as departmentId",
      "p.area_path as areaPath",
      "d.person_id as actingFor",
    ])
    .where("a.id", "=", accountId)
    .where(sql<boolean>`(p.id = ANY (a.post_ids) OR d.id IS NOT NULL)`)
    .executeTakeFirst();

/** One query over six tables of this room: every request of every browser makes it. */
const selectLive = (db: Db, tokenHash: Buffer, since: { opened: Date; used: Date; now: Date }) =>
  db
    .selectFrom("sessions as s")
    .innerJoin("accounts as a", (join) => join.onRef("a.id", "=", "s.account_id").onRef("a.epoch", "=", "s.epoch"))
    .leftJoin("deputies as d", (join) =>
      join
        .onRef("d.post_id", "=", "s.post_id")
        .onRef("d.deputy_id", "=", "a.person_id")
        .on("d.ended_at", "is", null)
        .on("d.until_at", ">", since.now)
        .on(sql<boolean>`NOT s.post_id = ANY (a.post_ids)`)
        .on(isGrounded),
    )
    .leftJoin("factors as f", (join) => join.onRef("f.account_id", "=", "a.id").on("f.confirmed_at", "is not", null))
    .innerJoin("posts as p", (join) =>
      join.onRef("p.id", "=", "s.post_id").on(sql<boolean>`(p.id = ANY (a.post_ids) OR d.id IS NOT NULL)`),
    )
    .leftJoin("wider_reaches as w", (join) =>
      join
        .onRef("w.account_id", "=", "a.id")
        .onRef("w.post_id", "=", "s.post_id")
        .on("w.ended_at", "is", null)
        .on("w.until_at", ">", since.now),
    )
    .select([
      "s.id",
      "w.id as glass",
      "w.area_path as widerArea",
      "w.department_id as widerDepartment",
      "w.permission as widerPermission",
      "s.account_id as accountId",
      "a.person_id as personId",
      "s.post_id as postId",
      "p.role",
      "p.department_id as departmentId",
      "p.area_path as areaPath",
      "a.must_change as mustChange",
      "a.demo",
      "s.used_at as usedAt",
      "s.way",
      "s.factored",
      "s.opened_at",
      "d.person_id as actingFor",
    ])
    .select(sql<boolean>`f.account_id IS NOT NULL`.as("hasFactor"))
    .where("s.token_hash", "=", tokenHash)
    .where("s.opened_at", ">", since.opened)
    .where("s.used_at", ">", since.used);

/** The session of a token, unless it ended: by time, by a new epoch of its account, or by its post or its time as a deputy being taken away. */
export const findLiveSession = async (
  db: Db,
  tokenHash: Buffer,
  since: { opened: Date; used: Date; now: Date },
): Promise<LiveSession | undefined> => {
  const row = await selectLive(db, tokenHash, since).executeTakeFirst();
  if (row === undefined) return undefined;
  const { way, factored, opened_at: at, ...session } = row;
  return { ...session, entry: { way, isFactored: factored, at } };
};

/** A second factor was set up in this session that is asked of nobody but who signs in by it; false when it is over. */
export const noteFactored = async (db: Db, id: string): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("sessions as s")
    .from("accounts as a")
    .set({ factored: true })
    .where("s.id", "=", id)
    .whereRef("a.id", "=", "s.account_id")
    .whereRef("a.epoch", "=", "s.epoch")
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** The last such factor of an account is gone: none of its sessions counts as one with it. */
export const noteUnfactored = async (db: Db, accountId: string): Promise<void> => {
  await db.updateTable("sessions").set({ factored: false }).where("account_id", "=", accountId).execute();
};

export const touchSession = async (db: Db, id: string, at: Date): Promise<void> => {
  await db.updateTable("sessions").set({ used_at: at }).where("id", "=", id).execute();
};

export const updateSessionPost = async (db: Db, id: string, postId: string): Promise<void> => {
  await db.updateTable("sessions").set({ post_id: postId }).where("id", "=", id).execute();
};

export const updateSessionEpoch = async (db: Db, id: string, epoch: number): Promise<void> => {
  await db.updateTable("sessions").set({ epoch }).where("id", "=", id).execute();
};

/** Ends a session; false when another request ended it before. */
export const removeSession = async (db: Db, id: string): Promise<boolean> => {
  const { numDeletedRows } = await db.deleteFrom("sessions").where("id", "=", id).executeTakeFirst();
  return numDeletedRows > 0n;
};

/** An account's sessions that still count, the one used last first. */
export const listSessions = (
  db: Db,
  { accountId, epoch }: { accountId: string; epoch: number },
  since: { opened: Date; used: Date },
) =>
  db
    .selectFrom("sessions")
    .select(["id", "agent", "address", "opened_at as openedAt", "used_at as usedAt"])
    .where("account_id", "=", accountId)
    .where("epoch", "=", epoch)
    .where("opened_at", ">", since.opened)
    .where("used_at", ">", since.used)
    .orderBy("used_at", "desc")
    .orderBy("id", "desc")
    .execute();

/** Ends those sessions of an account; answers the ids of those that were there. */
export const removeSessionsOf = async (
  db: Db,
  accountId: string,
  which: { only: string } | { but: string },
): Promise<string[]> => {
  const rows = await db
    .deleteFrom("sessions")
    .where("account_id", "=", accountId)
    .where("id", "only" in which ? "=" : "<>", "only" in which ? which.only : which.but)
    .returning("id")
    .execute();
  return rows.map(({ id }) => id);
};

export const removeSessionsOpenedBefore = async (db: Db, moment: Date): Promise<void> => {
  await db.deleteFrom("sessions").where("opened_at", "<", moment).execute();
};

/** How attempts are slowed down: free ones, then a pause that doubles up to a longest. */
export interface Slowing {
  readonly free: number;
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  readonly forgetMs: number;
}

/**
 * Counts an attempt before its password is looked at, so that a hundred at once can't pass together. False while the
 * key has to wait: then nothing is counted.
 */
export const beginAttempt = async (db: Db, key: Buffer, at: Date, slowing: Slowing): Promise<boolean> => {
  const forgotten = new Date(at.getTime() - slowing.forgetMs);
  // Not the moment itself: of two at once the one whose moment is a little earlier may come second.
  const free = new Date(0);
  const { rows } = await sql`
    INSERT INTO sign_in_attempts AS t (key, count, last_at, blocked_until)
    VALUES (${key}, 1, ${at}, ${free})
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN t.last_at < ${forgotten} THEN 1 ELSE t.count + 1 END,
      last_at = ${at},
      blocked_until = CASE
        WHEN t.last_at < ${forgotten} OR t.count + 1 < ${slowing.free} THEN ${free}
        ELSE ${at}::timestamptz + interval '1 millisecond'
          * least(${slowing.firstPauseMs} * power(2, least(t.count + 1 - ${slowing.free}, 30)), ${slowing.longestPauseMs})
      END
    WHERE t.blocked_until <= ${at}
    RETURNING key`.execute(db);
  return rows.length > 0;
};

/** Whether a key has to wait. */
export const isBlocked = async (db: Db, key: Buffer, at: Date): Promise<boolean> =>
  (await db
    .selectFrom("sign_in_attempts")
    .select("key")
    .where("key", "=", key)
    .where("blocked_until", ">", at)
    .executeTakeFirst()) !== undefined;

export const removeAttempts = async (db: Db, key: Buffer): Promise<void> => {
  await db.deleteFrom("sign_in_attempts").where("key", "=", key).execute();
};

/** Whether a refusal is to be noted: once a while for each key. Marks it noted when so. */
export const claimNote = async (db: Db, key: Buffer, at: Date, everyMs: number): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("sign_in_attempts")
    .set({ noted_at: at })
    .where("key", "=", key)
    .where((where) =>
      where.or([where("noted_at", "is", null), where("noted_at", "<", new Date(at.getTime() - everyMs))]),
    )
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

export const removeAttemptsBefore = async (db: Db, moment: Date): Promise<void> => {
  await db.deleteFrom("sign_in_attempts").where("last_at", "<", moment).execute();
};
