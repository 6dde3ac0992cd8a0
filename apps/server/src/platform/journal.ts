import { hash, randomBytes } from "node:crypto";
import { type AreaPath, createDigester } from "@chengyun/kernel";
import canonicalize from "canonicalize";
import { type ColumnType, type Generated, sql } from "kysely";
import type { Cause, Context } from "./context.ts";
import type { Db } from "./database.ts";
import { toPlainJson } from "./plain-text.ts";
import { later } from "./prepared.ts";
import { rowSet } from "./row-set.ts";
import { statement } from "./statement.ts";
import { checkStop } from "./stop.ts";
import { type SettledMove, type Settling, settling, toSettling } from "./subject.ts";

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
  /** Version of its leaf in the Merkle log; new entries have the newest by the table's default. */
  leaf: Generated<number>;
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

const saltBytes = 16;

/** Shortest time between two pokes of one process. */
const pokeEveryMs = 10;

/** Kinds of subjects of which something was recorded, by transaction. */
const recorded = new WeakMap<Db, Set<string>>();

const note = (db: Db, kind: string): void => {
  const kinds = recorded.get(db) ?? new Set();
  recorded.set(db, kinds.add(kind));
};

const digester = createDigester((data) => hash("sha256", data, "hex"));

/** Digest of an entry's changes: SHA-256 over the salt and their canonical JSON (RFC 8785). */
export const digestOf = (salt: Buffer, changes: Readonly<Record<string, unknown>>): Buffer =>
  Buffer.from(digester(salt.toString("hex"), canonicalize(changes) ?? "null"), "hex");

/** Digest of what a masked entry still says; the entry's own digest stands for the salt that went with the words. */
export const digestLeft = (digest: Buffer, left: Readonly<Record<string, unknown>>): string =>
  digestOf(digest.subarray(0, 16), left).toString("hex");

/** Changes as they are kept: what can't be kept must not be digested either. */
const toKept = (changes: Readonly<Record<string, unknown>>): { text: string; value: Record<string, unknown> } => {
  const text = toPlainJson(changes);
  return { text, value: JSON.parse(text) as Record<string, unknown> };
};

/** Salts come from a page of random bytes: asking the system for each would be its dearest part. */
let page: Buffer = Buffer.alloc(0);

const nextSalt = (): Buffer => {
  if (page.length < saltBytes) page = randomBytes(saltBytes * 256);
  const salt = Buffer.from(page.subarray(0, saltBytes));
  page = page.subarray(saltBytes);
  return salt;
};

/** Changes, with whom a deputy acted for and the wider reach that was acted with. */
const withDeputy = ({ actor }: Context, changes: Happening["changes"]): Happening["changes"] => {
  if (actor.kind !== "person" || (actor.actingFor === undefined && actor.glass === undefined)) return changes;
  const { actingFor, glass } = actor;
  return {
    ...changes,
    ...(actingFor === undefined ? {} : { actingFor }),
    ...(glass === undefined ? {} : { glass }),
  };
};

const toRow = (ctx: Context, happening: Happening) => {
  checkStop(ctx, happening.type);
  const kept = toKept(withDeputy(ctx, happening.changes));
  const salt = nextSalt();
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
    digest: digestOf(salt, kept.value),
    changes: kept.text,
  };
};

/**
 * Records what happened, in the transaction that made it happen.
 * Lock and change the subject first, record after: that is what makes each subject's order right.
 */
export const record = async (ctx: Context, happening: Happening): Promise<void> => {
  if (!ctx.inTransaction) throw new Error(`record(${happening.type}) outside a transaction`);
  await insertOne(ctx.db, toRow(ctx, happening));
  note(ctx.db, happening.subject.kind);
};

type Row = Omit<ReturnType<typeof toRow>, "position">;

/** The columns of an entry as places of values. */
const placesOf = (given: Row): Row => ({
  at: given.at,
  type: given.type,
  subject_kind: given.subject_kind,
  subject_id: given.subject_id,
  actor_kind: given.actor_kind,
  actor_id: given.actor_id,
  actor_post: given.actor_post,
  cause_kind: given.cause_kind,
  cause_id: given.cause_id,
  request_id: given.request_id,
  stage: given.stage,
  area_path: given.area_path,
  departments: given.departments,
  salt: given.salt,
  digest: given.digest,
  changes: given.changes,
});

const insertOne = statement((db, given: Row) => db.insertInto("journal").values(placesOf(given)).modifyEnd(later));

/** Bytes as PostgreSQL reads them out of a text. */
const toBytes = (bytes: Buffer): string => `\\x${bytes.toString("hex")}`;

/** What is written of an entry; its place in the log comes later. */
export const entryColumns = [
  "at",
  "type",
  "subject_kind",
  "subject_id",
  "actor_kind",
  "actor_id",
  "actor_post",
  "cause_kind",
  "cause_id",
  "request_id",
  "stage",
  "area_path",
  "departments",
  "salt",
  "digest",
  "changes",
] as const satisfies readonly (keyof JournalTable)[];

const insertAll = statement((db, given: { rows: string }) =>
  db
    .insertInto("journal")
    .columns(entryColumns)
    .expression(rowSet("journal", entryColumns, given.rows))
    .modifyEnd(later),
);

/** Records several happenings, each with its cause, in their order and by one statement. */
export const recordAll = async (
  ctx: Context,
  happenings: readonly (Happening & { readonly cause: Cause | undefined })[],
): Promise<void> => {
  if (happenings.length === 0) return;
  if (!ctx.inTransaction) throw new Error("recordAll outside a transaction");
  const rows = happenings.map((happening) => {
    const { salt, digest, changes, ...row } = toRow({ ...ctx, cause: happening.cause }, happening);
    return { ...row, salt: toBytes(salt), digest: toBytes(digest), changes: JSON.parse(changes) as unknown };
  });
  await insertAll(ctx.db, { rows: JSON.stringify(rows) });
  for (const { subject } of happenings) note(ctx.db, subject.kind);
};

/** Where it stands is the same in both: what the subject is after the move is what the entry says. */
const settleAndRecord = statement((db, given: Settling & Row) =>
  settling(db, given).insertInto("journal").values(placesOf(given)).modifyEnd(later),
);

/** What a move makes happen: of the subject it settles, and where that stands afterwards. */
export type MoveHappening = Pick<Happening, "type" | "changes">;

/** Records a move together with where its subject stands after it. */
export const recordMove = async (
  ctx: Context,
  settled: SettledMove,
  { type, changes }: MoveHappening,
): Promise<void> => {
  if (!ctx.inTransaction) throw new Error(`recordMove(${type}) outside a transaction`);
  const { id, kind, stage, areaPath, departments } = settled.subject;
  const entry = toRow(ctx, { type, subject: { kind, id }, stage, areaPath, departments, changes });
  await settleAndRecord(ctx.db, { ...entry, ...toSettling(settled) });
  note(ctx.db, kind);
};

/** Kinds of subjects of which something was recorded in a transaction; undefined when nothing was. */
export const kindsRecorded = (db: Db): ReadonlySet<string> | undefined => recorded.get(db);

const listeners = new WeakMap<Db, ((kinds: ReadonlySet<string>) => void)[]>();

/** Tells of every transaction of this process on a database that recorded something, as soon as it is committed. */
export const onCommitted = (db: Db, listener: (kinds: ReadonlySet<string>) => void): void => {
  listeners.set(db, [...(listeners.get(db) ?? []), listener]);
};

/** Says that a transaction that recorded something is committed: to the sequencer, and to who listens in this process. */
export const tellCommitted = (db: Db, kinds: ReadonlySet<string>): void => {
  for (const listener of listeners.get(db) ?? []) listener(kinds);
  pokeSequencer(db);
};

const pokes = new WeakMap<Db, { running: boolean; again: boolean }>();

/** A sequencer of this process, over one database. */
export interface LocalSequencer {
  readonly poke: () => void;
  readonly leads: () => boolean;
}

const local = new WeakMap<Db, LocalSequencer>();

/** Says that this process has a sequencer: while it leads it is told without asking the database to. */
export const serveSequencer = (db: Db, sequencer: LocalSequencer): void => {
  local.set(db, sequencer);
};

/**
 * Tells the sequencer, wherever it runs, that entries were committed. After the commit and for many at once, because a
 * NOTIFY inside it would make all commits wait for each other; a lost one is made good by the sequencer's own polling.
 */
export const pokeSequencer = (db: Db): void => {
  const own = local.get(db);
  if (own?.leads() === true) {
    own.poke();
    return;
  }
  const state = pokes.get(db) ?? { running: false, again: false };
  pokes.set(db, state);
  if (state.running) {
    state.again = true;
    return;
  }
  state.running = true;
  void sql`SELECT pg_notify('journal', '')`
    .execute(db)
    .catch(() => undefined)
    .finally(() => {
      state.running = false;
      if (!state.again) return;
      state.again = false;
      setTimeout(() => pokeSequencer(db), pokeEveryMs);
    });
};
