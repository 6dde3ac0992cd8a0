import type { NoticeText } from "@chengyun/kernel";
import type { ColumnType, Selectable } from "kysely";
import type { Db } from "../../../platform/database.ts";

interface TemplateTable {
  type: string;
  version: number;
  words: ColumnType<NoticeText, string, string>;
  by: string;
  at: Date;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    notice_templates: TemplateTable;
  }
}

/** One version of the words of a notice. */
export type TemplateRecord = Selectable<TemplateTable>;

/** Newest words of every edited notice, by type. */
export const listNewest = async (db: Db): Promise<ReadonlyMap<string, TemplateRecord>> =>
  new Map(
    (
      await db
        .selectFrom("notice_templates")
        .selectAll()
        .distinctOn("type")
        .orderBy("type")
        .orderBy("version", "desc")
        .execute()
    ).map((row) => [row.type, row]),
  );

export const findNewest = (db: Db, type: string): Promise<TemplateRecord | undefined> =>
  db
    .selectFrom("notice_templates")
    .selectAll()
    .where("type", "=", type)
    .orderBy("version", "desc")
    .limit(1)
    .executeTakeFirst();

/** Every version of a type's words, newest first. */
export const listVersions = (db: Db, type: string): Promise<TemplateRecord[]> =>
  db.selectFrom("notice_templates").selectAll().where("type", "=", type).orderBy("version", "desc").execute();

/** Writes the next version; false when somebody else wrote it a moment ago. */
export const insertTemplate = async (db: Db, template: TemplateRecord): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("notice_templates")
    .values({ ...template, words: JSON.stringify(template.words) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
};
