import type { Label } from "@chengyun/kernel";
import { type ColumnType, type Selectable, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { rowSet } from "../../../platform/row-set.ts";
import { statement } from "../../../platform/statement.ts";
import type { NoticeRecord, Reader, ReadNotice } from "./model.ts";

interface NoticeTable {
  id: string;
  type: string;
  cause: number;
  at: Date;
  text: ColumnType<Label, string, string>;
  long: ColumnType<Label | null, string | null, string | null>;
  urgent: boolean;
  subject_kind: string;
  subject_id: string;
  area_path: string;
  permission: string | null;
  departments: string[];
  posts: string[];
  persons: string[];
  step: number;
  origin: string | null;
  acknowledge: boolean;
  acknowledge_by: Date | null;
  acknowledged_at: Date | null;
  acknowledged_by: string | null;
  part: string;
}

interface NoticeReadTable {
  notice_id: string;
  reader_id: string;
  at: Date;
}

interface WatchTable {
  subject_kind: string;
  subject_id: string;
  person_id: string;
  at: Date;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    notices: NoticeTable;
    notice_reads: NoticeReadTable;
    watches: WatchTable;
  }
}

const toRow = (notice: NoticeRecord) => ({
  id: notice.id,
  type: notice.type,
  cause: notice.cause,
  at: notice.at,
  text: notice.text,
  long: notice.long ?? null,
  urgent: notice.urgent,
  subject_kind: notice.subject.kind,
  subject_id: notice.subject.id,
  area_path: notice.areaPath,
  permission: notice.permission ?? null,
  departments: [...notice.departments],
  posts: [...notice.posts],
  persons: [...notice.persons],
  step: notice.step,
  origin: notice.origin ?? null,
  acknowledge: notice.acknowledge,
  acknowledge_by: notice.acknowledgeBy ?? null,
  acknowledged_at: null,
  acknowledged_by: null,
  part: notice.part,
});

const columns: readonly (keyof NoticeTable)[] = [
  "id",
  "type",
  "cause",
  "at",
  "text",
  "long",
  "urgent",
  "subject_kind",
  "subject_id",
  "area_path",
  "permission",
  "departments",
  "posts",
  "persons",
  "step",
  "origin",
  "acknowledge",
  "acknowledge_by",
  "acknowledged_at",
  "acknowledged_by",
  "part",
];

const insertAll = statement((db, given: { rows: string }) =>
  db
    .insertInto("notices")
    .columns(columns)
    .expression(rowSet("notices", columns, given.rows))
    .onConflict((conflict) => conflict.columns(["cause", "type", "step", "part"]).doNothing())
    .returning("id"),
);

/** Writes notices; answers the ids of those whose entry had not caused them before. */
export const insertNotices = async (db: Db, notices: readonly NoticeRecord[]): Promise<ReadonlySet<string>> => {
  const rows = await insertAll(db, { rows: JSON.stringify(notices.map(toRow)) });
  return new Set(rows.map(({ id }) => id));
};

const fromRow = (row: Selectable<NoticeTable>): NoticeRecord => ({
  id: row.id,
  type: row.type,
  cause: row.cause,
  at: row.at,
  text: row.text,
  long: row.long ?? undefined,
  urgent: row.urgent,
  subject: { kind: row.subject_kind, id: row.subject_id },
  areaPath: row.area_path,
  permission: row.permission ?? undefined,
  departments: row.departments,
  posts: row.posts,
  persons: row.persons,
  step: row.step,
  origin: row.origin ?? undefined,
  acknowledge: row.acknowledge,
  acknowledgeBy: row.acknowledge_by ?? undefined,
  acknowledgedAt: row.acknowledged_at ?? undefined,
  part: row.part,
});

/** Notices that are a reader's, with when they were read: within their area, or to them by name. */
const noticesOf = (db: Db, reader: Reader) =>
  db
    .selectFrom("notices")
    .leftJoin("notice_reads", (join) =>
      join.onRef("notice_reads.notice_id", "=", "notices.id").on("notice_reads.reader_id", "=", reader.id),
    )
    .selectAll("notices")
    .select("notice_reads.at as read_at")
    .where(
      sql<boolean>`(persons @> ARRAY[${reader.id}]::text[] OR (starts_with(area_path, ${reader.areaPath})
        AND (permission = ANY (${[...reader.permissions]}::text[])
          OR departments && ${[...reader.departments]}::uuid[]
          OR posts && ${[...reader.posts]}::uuid[])))`,
    );

const toRead = ({ read_at, ...row }: Selectable<NoticeTable> & { read_at: Date | null }): ReadNotice => ({
  ...fromRow(row),
  readAt: read_at ?? undefined,
});

/** One page of a reader's notices, newest first. */
export const listNotices = async (
  db: Db,
  reader: Reader,
  wish: {
    readonly unread: boolean | undefined;
    readonly type: string | undefined;
    readonly waiting: boolean;
    readonly before: string | undefined;
    readonly limit: number;
  },
): Promise<ReadNotice[]> => {
  let asked = noticesOf(db, reader).orderBy("id", "desc").limit(wish.limit);
  if (wish.before !== undefined) asked = asked.where("id", "<", wish.before);
  if (wish.type !== undefined) asked = asked.where("type", "=", wish.type);
  if (wish.waiting) asked = asked.where("acknowledge", "=", true).where("acknowledged_at", "is", null);
  if (wish.unread !== undefined) asked = asked.where("notice_reads.at", wish.unread ? "is" : "is not", null);
  return (await asked.execute()).map(toRead);
};

export const findNotice = async (db: Db, reader: Reader, id: string): Promise<ReadNotice | undefined> => {
  const row = await noticesOf(db, reader).where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : toRead(row);
};

/** Those of some notices that are the reader's. */
export const listOwn = async (db: Db, reader: Reader, ids: readonly string[]): Promise<string[]> =>
  ids.length === 0
    ? []
    : (
        await noticesOf(db, reader)
          .where("id", "in", [...ids])
          .execute()
      ).map(({ id }) => id);

/** Remembers that somebody read it; false when they had before. */
export const insertRead = async (db: Db, read: { id: string; readerId: string; at: Date }): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("notice_reads")
    .values({ notice_id: read.id, reader_id: read.readerId, at: read.at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
};

/** A notice acknowledged is so for everyone it was told to, at every step; false when it was before. */
export const acknowledgeAll = async (
  db: Db,
  first: string,
  by: { readonly personId: string; readonly at: Date },
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("notices")
    .set({ acknowledged_at: by.at, acknowledged_by: by.personId, acknowledge_by: null })
    .where((of) => of.or([of("id", "=", first), of("origin", "=", first)]))
    .where("acknowledged_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** Notices that nobody acknowledged in time; locked, and left out where another process has them. */
export const lockOverdue = async (db: Db, now: Date, limit: number): Promise<NoticeRecord[]> =>
  (
    await db
      .selectFrom("notices")
      .selectAll()
      .where("acknowledge_by", "<=", now)
      .where("acknowledged_at", "is", null)
      .orderBy("acknowledge_by")
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute()
  ).map(fromRow);

/** A notice has been told on: its time is over. */
export const clearDeadline = async (db: Db, id: string): Promise<void> => {
  await db.updateTable("notices").set({ acknowledge_by: null }).where("id", "=", id).execute();
};

export const insertWatch = async (
  db: Db,
  watch: { kind: string; id: string; personId: string; at: Date },
): Promise<void> => {
  await db
    .insertInto("watches")
    .values({ subject_kind: watch.kind, subject_id: watch.id, person_id: watch.personId, at: watch.at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

export const removeWatch = async (db: Db, id: string, personId: string): Promise<void> => {
  await db.deleteFrom("watches").where("subject_id", "=", id).where("person_id", "=", personId).execute();
};

/** Who watches a subject. */
export const listWatchers = async (db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> => {
  const watchers = new Map<string, string[]>(ids.map((id) => [id, []]));
  if (ids.length > 0)
    for (const { subject_id, person_id } of await watchersOf(db, { ids })) watchers.get(subject_id)?.push(person_id);
  return watchers;
};

const watchersOf = statement((db, given: { ids: readonly string[] }) =>
  db
    .selectFrom("watches")
    .select(["subject_id", "person_id"])
    .where(sql<boolean>`subject_id = ANY (${given.ids}::text[])`)
    .orderBy("person_id"),
);

/** Whoever watches one subject watches another, too; answers who did not before. */
export const copyWatches = async (
  db: Db,
  from: string,
  to: { kind: string; id: string; at: Date },
): Promise<string[]> =>
  (
    await db
      .insertInto("watches")
      .columns(["subject_kind", "subject_id", "person_id", "at"])
      .expression((source) =>
        source
          .selectFrom("watches")
          .select([
            sql<string>`${to.kind}::text`.as("kind"),
            sql<string>`${to.id}::text`.as("id"),
            "person_id",
            sql<Date>`${to.at}::timestamptz`.as("at"),
          ])
          .where("subject_id", "=", from),
      )
      .onConflict((conflict) => conflict.doNothing())
      .returning("person_id")
      .execute()
  ).map(({ person_id }) => person_id);
