import { createHash, randomBytes } from "node:crypto";
import type { AreaPath } from "@chengyun/kernel";
import canonicalize from "canonicalize";
import type { ColumnType, Generated } from "kysely";
import type { Context } from "./context.ts";

/** One entry as it lies in the table. Position is null until the sequencer has given it one. */
export interface JournalTable {
  id: Generated<number>;
  position: number | null;
  at: Date;
  type: string;
  subject_kind: string;
  subject_id: string;
  actor_kind: string;
  actor_id: string;
  actor_post: string | null;
  cause_kind: string | null;
  cause_id: string | null;
  request_id: string;
  /** Where the subject stood after it, so that the live feed can be filtered without a join. */
  stage: string | null;
  area_path: string;
  departments: string[];
  salt: Buffer | null;
  digest: Buffer;
  changes: ColumnType<Readonly<Record<string, unknown>> | null, string | null, string | null>;
}

declare module "./database.ts" {
  interface Tables {
    journal: JournalTable;
  }
}

/** What happened, as a use case says it. */
export interface Happening {
  /** `noun.past`, e.g. `case.filed`. */
  readonly type: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly stage?: string;
  readonly areaPath: AreaPath;
  readonly departments: readonly string[];
  readonly changes: Readonly<Record<string, unknown>>;
}

/** Digest of an entry's changes: SHA-256 over the salt and their canonical JSON (RFC 8785). */
export const digestOf = (salt: Buffer, changes: Readonly<Record<string, unknown>>): Buffer =>
  createHash("sha256")
    .update(salt)
    .update(canonicalize(changes) ?? "null")
    .digest();

const toRow = (ctx: Context, happening: Happening) => {
  // What JSON can't carry (undefined) must not be digested either.
  const changes = JSON.parse(JSON.stringify(happening.changes)) as Record<string, unknown>;
  const salt = randomBytes(16);
  return {
    at: ctx.clock.now(),
    type: happening.type,
    subject_kind: happening.subject.kind,
    subject_id: happening.subject.id,
    actor_kind: ctx.actor.kind,
    actor_id: ctx.actor.id,
    actor_post: ctx.actor.kind === "person" ? ctx.actor.postId : null,
    cause_kind: ctx.cause?.kind ?? null,
    cause_id: ctx.cause?.id ?? null,
    request_id: ctx.requestId,
    stage: happening.stage ?? null,
    area_path: happening.areaPath,
    departments: [...happening.departments],
    salt,
    digest: digestOf(salt, changes),
    changes: JSON.stringify(changes),
    position: null,
  };
};

/**
 * Records what happened, in the transaction that made it happen.
 * Lock and change the subject first, record after: that is what makes each subject's order right.
 */
export const record = async (ctx: Context, happening: Happening): Promise<number> => {
  if (!ctx.inTransaction) throw new Error(`record(${happening.type}) outside a transaction`);
  const { id } = await ctx.db
    .insertInto("journal")
    .values(toRow(ctx, happening))
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
};
