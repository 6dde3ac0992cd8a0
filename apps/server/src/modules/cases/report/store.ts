import type { Label } from "@chengyun/kernel";
import type { ColumnType, Selectable } from "kysely";
import type { Db } from "../../../platform/database.ts";

type Json<Value> = ColumnType<Value, string, string>;

interface ReportTable {
  id: string;
  case_id: string;
  channel: "alarm" | "desk" | "api";
  at: Date;
  alarm_id: string | null;
  words: ColumnType<Label | null, string | null, string | null>;
  text_id: string | null;
  reporter_id: string | null;
  longitude: number;
  latitude: number;
  joined: Json<Label>;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    reports: ReportTable;
  }
}

/** Somebody or something says there is a problem. */
export interface ReportRecord {
  readonly id: string;
  readonly caseId: string;
  readonly channel: "alarm" | "desk" | "api";
  readonly at: Date;
  readonly alarmId: string | undefined;
  /** Words of the platform itself, for alarms. */
  readonly words: Label | undefined;
  /** Words of a person: in the vault. */
  readonly textId: string | undefined;
  readonly reporterId: string | undefined;
  readonly position: readonly [number, number];
  /** Why it joined the case, or that it opened it. */
  readonly joined: Label;
}

const fromRow = (row: Selectable<ReportTable>): ReportRecord => ({
  id: row.id,
  caseId: row.case_id,
  channel: row.channel,
  at: row.at,
  alarmId: row.alarm_id ?? undefined,
  words: row.words ?? undefined,
  textId: row.text_id ?? undefined,
  reporterId: row.reporter_id ?? undefined,
  position: [row.longitude, row.latitude],
  joined: row.joined,
});

export const insertReport = async (db: Db, report: ReportRecord): Promise<void> => {
  await db
    .insertInto("reports")
    .values({
      id: report.id,
      case_id: report.caseId,
      channel: report.channel,
      at: report.at,
      alarm_id: report.alarmId ?? null,
      words: report.words === undefined ? null : JSON.stringify(report.words),
      text_id: report.textId ?? null,
      reporter_id: report.reporterId ?? null,
      longitude: report.position[0],
      latitude: report.position[1],
      joined: JSON.stringify(report.joined),
    })
    .execute();
};

/** Case that an alarm's report went into; undefined when it made none. */
export const findCaseOfAlarm = async (db: Db, alarmId: string): Promise<string | undefined> =>
  (await db.selectFrom("reports").select("case_id").where("alarm_id", "=", alarmId).executeTakeFirst())?.case_id;

export const listReports = async (db: Db, caseId: string): Promise<ReportRecord[]> =>
  (await db.selectFrom("reports").selectAll().where("case_id", "=", caseId).orderBy("at").orderBy("id").execute()).map(
    fromRow,
  );
