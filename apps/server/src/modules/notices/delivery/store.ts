import type { DeliveryState } from "@chengyun/contracts";
import type { Label, Language, NoticeText } from "@chengyun/kernel";
import { type ColumnType, type Selectable, sql } from "kysely";
import { type Actor, isMachine } from "../../../platform/actor.ts";
import type { Db } from "../../../platform/database.ts";
import { rowSet } from "../../../platform/row-set.ts";
import { statement } from "../../../platform/statement.ts";
import type { DeliveryRecord, Way } from "./model.ts";

interface DeliveryTable {
  id: string;
  key: string;
  notice_id: string | null;
  type: string;
  text: ColumnType<NoticeText, string, string>;
  subject_kind: string;
  subject_id: string;
  area_path: string;
  departments: string[];
  urgent: boolean;
  person_id: string | null;
  channel_id: string | null;
  language: Language;
  channel: Way;
  state: DeliveryState;
  gather: boolean;
  digest_id: string | null;
  tries: number;
  ref: string | null;
  failure: ColumnType<{ words: Label; detail: string } | null, string | null, string | null>;
  at: Date;
  release_at: Date | null;
  sent_at: Date | null;
  delivered_at: Date | null;
  shown_at: Date | null;
  acknowledged_at: Date | null;
  given_up_at: Date | null;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    deliveries: DeliveryTable;
  }
}

const fromRow = (row: Selectable<DeliveryTable>): DeliveryRecord => ({
  id: row.id,
  key: row.key,
  noticeId: row.notice_id ?? undefined,
  type: row.type,
  text: row.text,
  subject: { kind: row.subject_kind, id: row.subject_id },
  areaPath: row.area_path,
  departments: row.departments,
  urgent: row.urgent,
  personId: row.person_id ?? undefined,
  channelId: row.channel_id ?? undefined,
  language: row.language,
  way: row.channel,
  state: row.state,
  gather: row.gather,
  digestId: row.digest_id ?? undefined,
  tries: row.tries,
  ref: row.ref ?? undefined,
  failure: row.failure ?? undefined,
  at: row.at,
  releaseAt: row.release_at ?? undefined,
  sentAt: row.sent_at ?? undefined,
  deliveredAt: row.delivered_at ?? undefined,
  shownAt: row.shown_at ?? undefined,
  acknowledgedAt: row.acknowledged_at ?? undefined,
  givenUpAt: row.given_up_at ?? undefined,
});

const toRow = (delivery: DeliveryRecord) => ({
  id: delivery.id,
  key: delivery.key,
  notice_id: delivery.noticeId ?? null,
  type: delivery.type,
  text: delivery.text,
  subject_kind: delivery.subject.kind,
  subject_id: delivery.subject.id,
  area_path: delivery.areaPath,
  departments: [...delivery.departments],
  urgent: delivery.urgent,
  person_id: delivery.personId ?? null,
  channel_id: delivery.channelId ?? null,
  language: delivery.language,
  channel: delivery.way,
  state: delivery.state,
  gather: delivery.gather,
  digest_id: delivery.digestId ?? null,
  tries: delivery.tries,
  ref: delivery.ref ?? null,
  failure: delivery.failure ?? null,
  at: delivery.at,
  release_at: delivery.releaseAt ?? null,
  sent_at: delivery.sentAt ?? null,
  delivered_at: delivery.deliveredAt ?? null,
  shown_at: delivery.shownAt ?? null,
  acknowledged_at: delivery.acknowledgedAt ?? null,
  given_up_at: delivery.givenUpAt ?? null,
});

/** Rows of one statement. */
const rowsAtOnce = 2_000;

const columns: readonly (keyof DeliveryTable)[] = [
  "id",
  "key",
  "notice_id",
  "type",
  "text",
  "subject_kind",
  "subject_id",
  "area_path",
  "departments",
  "urgent",
  "person_id",
  "channel_id",
  "language",
  "channel",
  "state",
  "gather",
  "digest_id",
  "tries",
  "ref",
  "failure",
  "at",
  "release_at",
  "sent_at",
  "delivered_at",
  "shown_at",
  "acknowledged_at",
  "given_up_at",
];

const insertAll = statement((db, given: { rows: string }) =>
  db
    .insertInto("deliveries")
    .columns(columns)
    .expression(rowSet("deliveries", columns, given.rows))
    .onConflict((conflict) => conflict.column("key").doNothing())
    .returning("id"),
);

/** Writes deliveries; answers the ids of those that were not there yet. */
export const insertDeliveries = async (db: Db, deliveries: readonly DeliveryRecord[]): Promise<ReadonlySet<string>> => {
  const made = new Set<string>();
  for (let from = 0; from < deliveries.length; from += rowsAtOnce) {
    const rows = JSON.stringify(deliveries.slice(from, from + rowsAtOnce).map(toRow));
    for (const { id } of await insertAll(db, { rows })) made.add(id);
  }
  return made;
};

export const findDelivery = async (db: Db, id: string, lock = false): Promise<DeliveryRecord | undefined> => {
  const query = db.selectFrom("deliveries").selectAll().where("id", "=", id);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
};

type Change = Partial<
  Pick<
    DeliveryRecord,
    | "state"
    | "tries"
    | "ref"
    | "failure"
    | "digestId"
    | "sentAt"
    | "deliveredAt"
    | "shownAt"
    | "acknowledgedAt"
    | "givenUpAt"
  >
>;

const toSet = (change: Change) => ({
  ...(change.state === undefined ? {} : { state: change.state }),
  ...(change.tries === undefined ? {} : { tries: change.tries }),
  ...(change.ref === undefined ? {} : { ref: change.ref }),
  ...(change.failure === undefined ? {} : { failure: JSON.stringify(change.failure) }),
  ...(change.digestId === undefined ? {} : { digest_id: change.digestId }),
  ...(change.sentAt === undefined ? {} : { sent_at: change.sentAt }),
  ...(change.deliveredAt === undefined ? {} : { delivered_at: change.deliveredAt }),
  ...(change.shownAt === undefined ? {} : { shown_at: change.shownAt }),
  ...(change.acknowledgedAt === undefined ? {} : { acknowledged_at: change.acknowledgedAt }),
  ...(change.givenUpAt === undefined ? {} : { given_up_at: change.givenUpAt }),
});

/** Writes how far a delivery came, when it stands where the caller thinks; false otherwise. */
export const updateDelivery = async (
  db: Db,
  id: string,
  from: readonly DeliveryState[],
  change: Change,
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("deliveries")
    .set(toSet(change))
    .where("id", "=", id)
    .where("state", "in", [...from])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
};

/** Writes how far everything in a digest came. */
export const updateGathered = async (db: Db, digestId: string, change: Change): Promise<void> => {
  await db.updateTable("deliveries").set(toSet(change)).where("digest_id", "=", digestId).execute();
};

/** Somebody has seen, or acknowledged, notices: their row of the screen says when; what was held needs no sending. */
export const updateSeen = async (
  db: Db,
  seen: { noticeIds: readonly string[]; personId: string; at: Date; state: "shown" | "acknowledged" },
): Promise<void> => {
  if (seen.noticeIds.length === 0) return;
  const mine = db
    .updateTable("deliveries")
    .where("notice_id", "in", [...seen.noticeIds])
    .where("person_id", "=", seen.personId);
  const isShown = seen.state === "shown";
  await mine
    .set({
      state: seen.state,
      shown_at: sql<Date>`coalesce(shown_at, ${seen.at})`,
      ...(isShown ? {} : { acknowledged_at: sql<Date>`coalesce(acknowledged_at, ${seen.at})` }),
    })
    .where("channel", "=", "in-app")
    .where("state", "in", isShown ? ["sent"] : ["sent", "shown"])
    .execute();
};

/** What was held for somebody who has read the notice by now is not sent any more. */
export const settleHeld = async (db: Db, noticeId: string, personId: string): Promise<void> => {
  await db
    .updateTable("deliveries")
    .set({ state: "settled" })
    .where("notice_id", "=", noticeId)
    .where("person_id", "=", personId)
    .where("state", "=", "held")
    .execute();
};

/** Some of what was held and may go now, oldest first; locked, and left out where another process has it. */
export const lockReleased = async (db: Db, now: Date, limit: number): Promise<DeliveryRecord[]> =>
  (
    await db
      .selectFrom("deliveries")
      .selectAll()
      .where("state", "=", "held")
      .where("release_at", "<=", now)
      .orderBy("release_at")
      .orderBy("id")
      .limit(limit)
      .forUpdate()
      .skipLocked()
      .execute()
  ).map(fromRow);

/** Everything else held by the same way for the same persons until the same time: a digest holds it all. */
export const lockHeldOf = async (db: Db, of: DeliveryRecord, now: Date): Promise<DeliveryRecord[]> =>
  (
    await db
      .selectFrom("deliveries")
      .selectAll()
      .where("state", "=", "held")
      .where("gather", "=", true)
      .where("person_id", "=", of.personId ?? "")
      .where("channel", "=", of.way)
      .where("release_at", "<=", now)
      .orderBy("at")
      .orderBy("id")
      .forUpdate()
      .execute()
  ).map(fromRow);

/** The delivery a provider speaks of. */
export const findByRef = async (db: Db, channelId: string, ref: string): Promise<DeliveryRecord | undefined> => {
  const row = await db
    .selectFrom("deliveries")
    .selectAll()
    .where("ref", "=", `${channelId} ${ref}`)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
};

/** One page within the actor's scope, newest first. */
export const listDeliveries = async (
  db: Db,
  actor: Actor,
  wish: {
    state: DeliveryState | undefined;
    notice: string | undefined;
    before: string | undefined;
    limit: number;
  },
): Promise<DeliveryRecord[]> => {
  let query = db.selectFrom("deliveries").selectAll().orderBy("id", "desc").limit(wish.limit);
  if (wish.state !== undefined) query = query.where("state", "=", wish.state);
  if (wish.notice !== undefined) query = query.where("notice_id", "=", wish.notice);
  if (wish.before !== undefined) query = query.where("id", "<", wish.before);
  if (!isMachine(actor)) {
    query = query.where(sql<boolean>`starts_with(area_path, ${actor.areaPath})`);
    if (actor.departments !== "all")
      query = query.where(sql<boolean>`departments && ${[...actor.departments]}::uuid[]`);
  }
  return (await query.execute()).map(fromRow);
};

export const countGivenUp = async (db: Db): Promise<number> =>
  Number(
    (
      await db
        .selectFrom("deliveries")
        .select((of) => of.fn.countAll().as("count"))
        .where("state", "=", "given-up")
        .executeTakeFirstOrThrow()
    ).count,
  );

/** How far a notice about a subject came by one way: persons together, each group for itself. */
export interface DeliveryCount {
  readonly type: string;
  readonly way: Way;
  readonly channelId: string | undefined;
  readonly total: number;
  readonly waiting: number;
  readonly sent: number;
  readonly delivered: number;
  readonly shown: number;
  readonly failed: number;
  readonly retried: number;
  readonly failure: Label | undefined;
}

/** Deliveries about a subject, counted by notice and way. Who was sent counts when it arrived, too. */
export const countAbout = async (
  db: Db,
  subject: { readonly kind: string; readonly id: string },
): Promise<DeliveryCount[]> => {
  const number = (name: string) => sql<number>`count(*) FILTER (WHERE ${sql.raw(name)})::int`;
  const rows = await db
    .selectFrom("deliveries")
    .select((eb) => [
      "type",
      "channel as way",
      "channel_id as channelId",
      sql<number>`count(*)::int`.as("total"),
      number("state IN ('queued', 'held')").as("waiting"),
      number("sent_at IS NOT NULL").as("sent"),
      number("delivered_at IS NOT NULL").as("delivered"),
      number("shown_at IS NOT NULL").as("shown"),
      number("state = 'given-up' OR (state = 'queued' AND failure IS NOT NULL)").as("failed"),
      number("tries > 1").as("retried"),
      eb.fn.max(sql<string>`failure ->> 'words'`).as("failure"),
    ])
    .where("subject_kind", "=", subject.kind)
    .where("subject_id", "=", subject.id)
    .groupBy(["type", "channel", "channel_id"])
    .orderBy("type")
    .orderBy("channel")
    .execute();
  return rows.map(({ channelId, failure, ...row }) => ({
    ...row,
    channelId: channelId ?? undefined,
    failure: failure === null ? undefined : (JSON.parse(failure) as Label),
  }));
};
