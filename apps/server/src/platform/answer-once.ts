import { createHash } from "node:crypto";
import { sql } from "kysely";
import { AppError } from "./app-error.ts";
import { type Context, transact } from "./context.ts";
import type { Db } from "./database.ts";
import { failPoint } from "./fail-point.ts";

interface GivenAnswerTable {
  actor_id: string;
  key: string;
  /** Of what was asked: the same key for something else is a mistake of the caller. */
  digest: string;
  /** Null only inside the transaction that is at work on it. */
  status: number | null;
  body: unknown;
  at: Date;
}

declare module "./database.ts" {
  interface Tables {
    given_answers: GivenAnswerTable;
  }
}

/** Name of the header by which a caller says that two requests are one. */
export const keyHeader = "idempotency-key";

/** For how long a repeat is known; a phone that was off the net for a long weekend still comes in time. */
const keptMs = 7 * 24 * 3_600_000;
const removedAtOnce = 20;

/** What a caller sends under a key of its own choice. */
export interface Keyed {
  readonly key: string;
  readonly digest: string;
}

/** An answer, and whether it was given before. */
export interface OnceAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly repeated: boolean;
}

/** The key of a request; undefined without one. Fails with `request.bad-key` when it is none. */
export const readKey = (header: string | undefined): string | undefined => {
  if (header === undefined) return undefined;
  if (!/^[\w.:-]{8,100}$/.test(header)) throw new AppError("request.bad-key");
  return header;
};

/** Digest of everything that makes a request this one and no other. */
export const digestOf = (...parts: readonly (string | Buffer)[]): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(String(part.length)).update(":").update(part);
  return hash.digest("hex");
};

/** Writes the key; false when it is there already. Waits while another transaction is at work under the same key. */
const claim = async (db: Db, actorId: string, { key, digest }: Keyed, at: Date): Promise<boolean> => {
  const horizon = new Date(at.getTime() - keptMs);
  const { rows } = await sql<{ key: string }>`
    WITH old AS (
      DELETE FROM given_answers WHERE ctid IN (
        SELECT ctid FROM given_answers WHERE at < ${horizon} LIMIT ${removedAtOnce} FOR UPDATE SKIP LOCKED)
    )
    INSERT INTO given_answers (actor_id, key, digest, at) VALUES (${actorId}, ${key}, ${digest}, ${at})
    ON CONFLICT (actor_id, key) DO NOTHING RETURNING key`.execute(db);
  return rows.length > 0;
};

/** The answer given under a key before; undefined when there is none. Fails with `request.key-reused` for another request. */
const findGiven = async (db: Db, actorId: string, { key, digest }: Keyed): Promise<OnceAnswer | undefined> => {
  const row = await db
    .selectFrom("given_answers")
    .select(["digest", "status", "body"])
    .where("actor_id", "=", actorId)
    .where("key", "=", key)
    .executeTakeFirst();
  if (row === undefined || row.status === null) return undefined;
  if (row.digest !== digest) throw new AppError("request.key-reused");
  return { status: row.status, body: row.body, repeated: true };
};

/**
 * Does work once for an actor and key: effect and answer are written in one transaction, so that neither is without
 * the other after a crash; a repeat, even at the same moment, has the answer and no second effect. What fails leaves
 * no key behind: nothing happened, and it may be tried again.
 */
export const answerOnce = async (
  outer: Context,
  keyed: Keyed,
  work: (ctx: Context) => Promise<{ status: number; body: unknown }>,
): Promise<OnceAnswer> => {
  const actorId = outer.actor.id;
  const before = await findGiven(outer.db, actorId, keyed);
  if (before !== undefined) return before;
  return transact(outer, async (ctx) => {
    if (!(await claim(ctx.db, actorId, keyed, new Date()))) {
      const given = await findGiven(ctx.db, actorId, keyed);
      // Cleaned away between the two looks: as old as that, it is worth a new try of the caller.
      if (given === undefined) throw new AppError("store.full");
      return given;
    }
    const { status, body } = await work(ctx);
    failPoint("answer");
    await ctx.db
      .updateTable("given_answers")
      .set({ status, body: JSON.stringify(body ?? null) })
      .where("actor_id", "=", actorId)
      .where("key", "=", keyed.key)
      .execute();
    return { status, body, repeated: false };
  });
};
