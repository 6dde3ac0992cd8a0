import { Readable } from "node:stream";
import type { Entry } from "@chengyun/contracts";
import { type ExportedEntry, isErasure } from "@chengyun/kernel";
import canonicalize from "canonicalize";
import { isInScope } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import { nameOf } from "../../persons/person/index.ts";
import { getKeyText, listSignedNotes, signLog, toLeaf } from "../log/index.ts";
import {
  type EntryRow,
  type EntryWish,
  findFirstPosition,
  listEntries,
  listOfSubjects,
  listRange,
  listTypes,
} from "./store.ts";

const exportBatch = 1_000;

const actorKinds: Readonly<Record<string, Entry["actor"]["kind"]>> = {
  person: "person",
  rule: "rule",
  device: "device",
  key: "key",
};

const causeKinds: Readonly<Record<string, NonNullable<Entry["cause"]>["kind"]>> = {
  entry: "entry",
  alarm: "alarm",
  reading: "reading",
};

const toCause = (row: EntryRow): Entry["cause"] => {
  const kind = causeKinds[row.cause_kind ?? ""];
  return kind === undefined || row.cause_id === null ? undefined : { kind, id: row.cause_id };
};

const toEntry = (row: EntryRow): Entry => {
  const cause = toCause(row);
  const reason = row.changes?.["reason"];
  return {
    position: row.position,
    at: row.at.toISOString(),
    type: row.type,
    subject: { kind: row.subject_kind, id: row.subject_id },
    actor: {
      kind: actorKinds[row.actor_kind] ?? "system",
      id: row.actor_id,
      ...(row.actor_post === null ? {} : { post: row.actor_post }),
    },
    ...(typeof reason === "string" ? { reason } : {}),
    ...(cause === undefined ? {} : { cause }),
    requestId: row.request_id,
    digest: row.digest.toString("hex"),
    ...(row.salt === null ? {} : { salt: row.salt.toString("hex") }),
    ...(row.changes === null ? {} : { changes: row.changes }),
  };
};

const areaKindsOf = (ctx: Context): string[] =>
  [...ctx.flows.values()].filter(({ scope }) => scope === "area").map(({ kind }) => kind);

/** Puts the names of the people beside their ids. */
const withNames = async (ctx: Context, entries: readonly Entry[]): Promise<Entry[]> => {
  const people = entries.flatMap(({ actor }) => (actor.kind === "person" ? [actor.id] : []));
  const names = await nameOf(ctx, [...new Set(people)]);
  return entries.map((entry) => {
    const name = names.get(entry.actor.id);
    return name === undefined ? entry : { ...entry, actor: { ...entry.actor, name } };
  });
};

/** One page of what happened in the actor's scope. */
export const listJournal = async (
  ctx: Context,
  wish: Omit<EntryWish, "areaKinds">,
): Promise<{ items: Entry[]; next?: string }> => {
  const rows = await listEntries(ctx.db, ctx.actor, { ...wish, limit: wish.limit + 1, areaKinds: areaKindsOf(ctx) });
  const items = await withNames(ctx, rows.slice(0, wish.limit).map(toEntry));
  const last = items.at(-1);
  return rows.length > wish.limit && last !== undefined ? { items, next: String(last.position) } : { items };
};

/** What has ever happened, by type: what the journal can be asked for. */
export const listEntryTypes = async (ctx: Context): Promise<{ items: { type: string }[] }> => ({
  items: (await listTypes(ctx.db)).map((type) => ({ type })),
});

/** What happened to some subjects, in order; who asks has checked that they may be seen. */
export const listEntriesOf = async (ctx: Context, subjectIds: readonly string[]): Promise<Entry[]> =>
  (await listOfSubjects(ctx.db, subjectIds)).map(toEntry);

/**
 * A line of an export: the leaf, and the changes where the actor may see them. Nothing stands in it that is not proved.
 * What an erasure emptied is everybody's to know, or nobody could tell an emptied entry from a plundered one.
 */
const toExported = (
  ctx: Context,
  row: EntryRow & { readonly leaf: number },
  areaKinds: readonly string[],
): ExportedEntry => {
  const leaf = toLeaf(row);
  if (row.salt === null || row.changes === null) return leaf;
  const scope = areaKinds.includes(row.subject_kind) ? "area" : undefined;
  const isSeen = isInScope(ctx.actor, { areaPath: row.area_path, departments: row.departments }, scope);
  if (!isSeen && !isErasure(row.type)) return { ...leaf, withheld: true };
  return { ...leaf, salt: row.salt.toString("hex"), changes: row.changes };
};

/** Canonical, because that verifies fastest. */
const line = (value: unknown): string => `${canonicalize(value)}\n`;

async function* writeExport(ctx: Context): AsyncGenerator<string> {
  const { size, note } = await signLog(ctx);
  const areaKinds = areaKindsOf(ctx);
  for (let after = 0; after < size; ) {
    const rows = await listRange(ctx.db, after, size, exportBatch);
    const last = rows.at(-1)?.position;
    if (last === undefined) throw new Error(`journal: no entry after ${after} of ${size}`);
    yield rows.map((row) => line(toExported(ctx, row, areaKinds))).join("");
    after = last;
  }
  for (const older of await listSignedNotes(ctx, size - 1)) yield line({ checkpoint: older });
  yield line({ checkpoint: note });
  yield line({ key: await getKeyText(ctx) });
}

/**
 * The whole journal as lines: entries in order, signed checkpoints with the newest last, the public key.
 * Every entry's leaf is in it, so that it can be proved; changes only of those in the actor's scope.
 */
export const exportJournal = (ctx: Context): Readable => Readable.from(writeExport(ctx), { objectMode: true });

/** Position of the entry that opened a subject: the cause of what somebody makes of it. Undefined while it has none. */
export const findOpeningPosition = async (ctx: Context, subjectId: string): Promise<number | undefined> =>
  findFirstPosition(ctx.db, subjectId);
