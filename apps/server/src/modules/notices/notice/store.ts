import type { Label } from "@chengyun/kernel";
import { type ColumnType, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import type { NoticeRecord, Reader, ReadNotice } from "./model.ts";

interface NoticeTable {
  id: string;
  type: string;
  cause: number;
  at: Date;
  text: ColumnType<Label, string, string>;
  subject_kind: string;
  subject_id: string;
  area_path: string;
  permission: string | null;
  departments: string[];
}

interface NoticeReadTable {
  notice_id: string;
  reader_id: string;
  at: Date;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    notices: NoticeTable;
    notice_reads: NoticeReadTable;
  }
}

/** Writes a notice; false when this entry already caused it. */
export const insertNotice = async (db: Db, notice: NoticeRecord): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("notices")
    .values({
      id: notice.id,
      type: notice.type,
      cause: notice.cause,
      at: notice.at,
      text: JSON.stringify(notice.text),
      subject_kind: notice.subject.kind,
      subject_id: notice.subject.id,
      area_path: notice.areaPath,
      permission: notice.permission ?? null,
      departments: [...notice.departments],
    })
    .onConflict((conflict) => conflict.columns(["cause", "type"]).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
};

/** Notices that are a reader's, with when they were read. */
const noticesOf = (db: Db, reader: Reader) =>
  db
    .selectFrom("notices")
    .leftJoin("notice_reads", (join) =>
      join.onRef("notice_reads.notice_id", "=", "notices.id").on("notice_reads.reader_id", "=", reader.id),
    )
    .selectAll("notices")
    .select("notice_reads.at as read_at")
    .where(sql<boolean>`starts_with(area_path, ${reader.areaPath})`)
    .where(
      sql<boolean>`(permission = ANY (${[...reader.permissions]}::text[])
        OR departments && ${[...reader.departments]}::uuid[])`,
    );

const fromRow = (row: Awaited<ReturnType<ReturnType<typeof noticesOf>["executeTakeFirstOrThrow"]>>): ReadNotice => ({
  id: row.id,
  type: row.type,
  cause: row.cause,
  at: row.at,
  text: row.text,
  subject: { kind: row.subject_kind, id: row.subject_id },
  areaPath: row.area_path,
  permission: row.permission ?? undefined,
  departments: row.departments,
  readAt: row.read_at ?? undefined,
});

/** One page of a reader's notices, newest first. */
export const listNotices = async (
  db: Db,
  reader: Reader,
  wish: { readonly unread: boolean | undefined; readonly before: string | undefined; readonly limit: number },
): Promise<ReadNotice[]> => {
  let asked = noticesOf(db, reader).orderBy("id", "desc").limit(wish.limit);
  if (wish.before !== undefined) asked = asked.where("id", "<", wish.before);
  if (wish.unread !== undefined) asked = asked.where("notice_reads.at", wish.unread ? "is" : "is not", null);
  return (await asked.execute()).map(fromRow);
};

export const findNotice = async (db: Db, reader: Reader, id: string): Promise<ReadNotice | undefined> => {
  const row = await noticesOf(db, reader).where("id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
};

/** Remembers that somebody read it; false when they had before. */
export const insertRead = async (db: Db, read: { id: string; readerId: string; at: Date }): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("notice_reads")
    .values({ notice_id: read.id, reader_id: read.readerId, at: read.at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
};
