import type { Language, QuietHours } from "@chengyun/kernel";
import type { ColumnType } from "kysely";
import type { Db } from "../../../platform/database.ts";
import type { Choice, SettingRecord } from "./model.ts";

interface SettingTable {
  person_id: string;
  language: Language;
  quiet: ColumnType<QuietHours | null, string | null, string | null>;
  choices: ColumnType<Readonly<Record<string, Choice>>, string, string>;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    notice_settings: SettingTable;
  }
}

/** Settings of those who have set something. */
export const listSettings = async (
  db: Db,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, SettingRecord>> => {
  if (personIds.length === 0) return new Map();
  const rows = await db
    .selectFrom("notice_settings")
    .selectAll()
    .where("person_id", "in", [...personIds])
    .execute();
  return new Map(
    rows.map(({ person_id, language, quiet, choices }) => [
      person_id,
      { personId: person_id, language, quiet: quiet ?? undefined, choices },
    ]),
  );
};

export const keepSetting = async (db: Db, { personId, language, quiet, choices }: SettingRecord): Promise<void> => {
  const set = {
    language,
    quiet: quiet === undefined ? null : JSON.stringify(quiet),
    choices: JSON.stringify(choices),
  };
  await db
    .insertInto("notice_settings")
    .values({ person_id: personId, ...set })
    .onConflict((conflict) => conflict.column("person_id").doUpdateSet(set))
    .execute();
};
