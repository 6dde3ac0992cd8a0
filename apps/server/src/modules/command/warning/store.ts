import type { CapAlert, Severity, WarningStatus } from "@chengyun/kernel";
import type { MultiPolygon } from "geojson";
import { type ColumnType, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import { boxText, readBox } from "../../../platform/geometry.ts";
import { toPlainJson } from "../../../platform/plain-text.ts";
import { inForce, told } from "./flow.ts";
import type { MessageRecord, MessageType, StandingWarning, WarningRecord, WarningSaid } from "./model.ts";

type Json<Value> = ColumnType<Value, string, string>;

interface WarningTable {
  id: string;
  source: "own" | "received";
  type: string | null;
  colour: Severity;
  status: WarningStatus;
  said: Json<WarningSaid>;
  reach: Json<WarningRecord["reach"]>;
  shape: Json<MultiPolygon>;
  at_box: string;
  area_paths: string[];
  onset: Date | null;
  expires: Date;
  department_id: string | null;
  updates: string | null;
  about: Json<NonNullable<WarningRecord["about"]>> | null;
}

interface MessageTable {
  identifier: string;
  sender: string;
  warning_id: string;
  msg_type: MessageType;
  sent_at: Date;
  alert: Json<CapAlert>;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    warnings: WarningTable;
    warning_messages: MessageTable;
  }
}

const toRow = (warning: WarningRecord) => ({
  colour: warning.colour,
  status: warning.status,
  type: warning.type ?? null,
  said: toPlainJson(warning.said),
  reach: toPlainJson(warning.reach),
  shape: JSON.stringify(warning.shape),
  at_box: boxText(warning.box),
  area_paths: [...warning.areaPaths],
  onset: warning.onset ?? null,
  expires: warning.expires,
  department_id: warning.departmentId ?? null,
});

export const insertWarning = async (db: Db, warning: WarningRecord): Promise<void> => {
  const { id, source, updates, about } = warning;
  await db
    .insertInto("warnings")
    .values({
      ...toRow(warning),
      id,
      source,
      updates: updates ?? null,
      about: about === undefined ? null : JSON.stringify(about),
    })
    .execute();
};

/** Writes a draft anew: what it follows and what it is about stay. */
export const updateWarning = async (db: Db, warning: WarningRecord): Promise<void> => {
  await db.updateTable("warnings").set(toRow(warning)).where("id", "=", warning.id).execute();
};

const standing = (db: Db) =>
  db
    .selectFrom("warnings as w")
    .innerJoin("subjects as s", "s.id", "w.id")
    .selectAll("w")
    .select((eb) => [
      "s.stage",
      "s.version",
      "s.area_path",
      "s.created_at",
      eb
        .selectFrom("warning_messages as m")
        .select(sql<Date | null>`min(m.sent_at)`.as("at"))
        .whereRef("m.warning_id", "=", "w.id")
        .as("sent_at"),
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof standing>["execute"]>>[number];

const toWarning = (row: Row): StandingWarning => ({
  id: row.id,
  source: row.source,
  type: row.type ?? undefined,
  colour: row.colour,
  status: row.status,
  said: row.said,
  reach: row.reach,
  shape: row.shape,
  box: readBox(row.at_box),
  areaPaths: row.area_paths,
  onset: row.onset ?? undefined,
  expires: row.expires,
  departmentId: row.department_id ?? undefined,
  updates: row.updates ?? undefined,
  about: row.about ?? undefined,
  stage: row.stage,
  version: row.version,
  areaPath: row.area_path,
  createdAt: row.created_at,
  sentAt: row.sent_at ?? undefined,
});

export const findWarning = async (db: Db, id: string): Promise<StandingWarning | undefined> => {
  const row = await standing(db).where("w.id", "=", id).executeTakeFirst();
  return row === undefined ? undefined : toWarning(row);
};

/** Which warnings are asked for; `areaPath` is the asker's reach. */
export interface WarningFilter {
  readonly areaPath: string;
  readonly stages: readonly string[] | undefined;
  readonly beforeId: string | undefined;
  readonly limit: number;
}

/** Newest first: those of one's area, and of others what was told to everybody and touches it. */
export const listWarnings = async (db: Db, filter: WarningFilter): Promise<StandingWarning[]> => {
  let asked = standing(db).where(
    sql<boolean>`(starts_with(s.area_path, ${filter.areaPath}) OR (s.stage = ANY (${[...told]}::text[])
      AND EXISTS (SELECT FROM unnest(w.area_paths) AS touched WHERE starts_with(touched, ${filter.areaPath}))))`,
  );
  if (filter.stages !== undefined) asked = asked.where("s.stage", "in", [...filter.stages, ""]);
  if (filter.beforeId !== undefined) asked = asked.where("w.id", "<", filter.beforeId);
  return (await asked.orderBy("w.id", "desc").limit(filter.limit).execute()).map(toWarning);
};

/** Our own warnings in force that are meant, newest first; around a position when one is given. */
export const listInForce = async (
  db: Db,
  asked: { readonly now: Date; readonly at?: readonly [number, number] | undefined; readonly limit: number },
): Promise<StandingWarning[]> => {
  let rows = standing(db)
    .where("s.stage", "=", "issued")
    .where("w.source", "=", "own")
    .where("w.status", "=", "Actual")
    .where("w.expires", ">", asked.now);
  if (asked.at !== undefined) {
    const [x, y] = asked.at;
    rows = rows.where(sql<boolean>`w.at_box && ${boxText([x, y, x, y])}::box`);
  }
  return (await rows.orderBy("w.id", "desc").limit(asked.limit).execute()).map(toWarning);
};

/** Warnings whose hour has come, oldest first. */
export const listOverdue = async (db: Db, now: Date, limit: number): Promise<StandingWarning[]> =>
  (
    await standing(db)
      .where("s.stage", "in", [...inForce])
      .where("w.expires", "<=", now)
      .orderBy("w.expires")
      .limit(limit)
      .execute()
  ).map(toWarning);

/** The update of a warning that is on its way or was issued; undefined when there is none. */
export const findUpdateOf = async (db: Db, id: string): Promise<StandingWarning | undefined> => {
  const row = await standing(db)
    .where("w.updates", "=", id)
    .where("s.stage", "!=", "discarded")
    .orderBy("w.id", "desc")
    .executeTakeFirst();
  return row === undefined ? undefined : toWarning(row);
};

/** Writes a message down; false when its number was given already. */
export const insertMessage = async (db: Db, message: MessageRecord): Promise<boolean> => {
  const { identifier, sender, warningId, msgType, sentAt, alert } = message;
  const done = await db
    .insertInto("warning_messages")
    .values({
      ...{ identifier, sender, warning_id: warningId, msg_type: msgType, sent_at: sentAt },
      alert: toPlainJson(alert),
    })
    .onConflict((on) => on.columns(["identifier", "sender"]).doNothing())
    .executeTakeFirst();
  return (done.numInsertedOrUpdatedRows ?? 0n) > 0n;
};

const toMessage = (row: {
  identifier: string;
  sender: string;
  warning_id: string;
  msg_type: MessageType;
  sent_at: Date;
  alert: CapAlert;
}): MessageRecord => ({
  identifier: row.identifier,
  sender: row.sender,
  warningId: row.warning_id,
  msgType: row.msg_type,
  sentAt: row.sent_at,
  alert: row.alert,
});

/** Messages about a warning, oldest first. */
export const listMessages = async (db: Db, warningId: string): Promise<MessageRecord[]> =>
  (
    await db.selectFrom("warning_messages").selectAll().where("warning_id", "=", warningId).orderBy("sent_at").execute()
  ).map(toMessage);

/** A message by its number and, where two senders might use one, by its sender. */
export const findMessage = async (
  db: Db,
  by: { readonly identifier: string; readonly sender?: string | undefined },
): Promise<MessageRecord | undefined> => {
  let asked = db.selectFrom("warning_messages").selectAll().where("identifier", "=", by.identifier);
  if (by.sender !== undefined) asked = asked.where("sender", "=", by.sender);
  const row = await asked.executeTakeFirst();
  return row === undefined ? undefined : toMessage(row);
};

/** The newest messages of our own that were meant and went out since a moment, newest first. */
export const listSent = async (db: Db, since: Date, limit: number): Promise<MessageRecord[]> =>
  (
    await db
      .selectFrom("warning_messages as m")
      .innerJoin("warnings as w", "w.id", "m.warning_id")
      .selectAll("m")
      .where("w.source", "=", "own")
      .where("w.status", "=", "Actual")
      .where("m.sent_at", ">=", since)
      .orderBy("m.sent_at", "desc")
      .orderBy("m.identifier", "desc")
      .limit(limit)
      .execute()
  ).map(toMessage);
