import type { Label } from "@chengyun/kernel";
import { type ColumnType, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import type { NewQuarantined, QuarantinedRecord } from "./model.ts";

interface QuarantinedTable {
  id: string;
  key: string;
  reason: string;
  device_id: string | null;
  address: string | null;
  detail: ColumnType<Label, string, string>;
  payload: string | null;
  count: number;
  first_at: Date;
  last_at: Date;
  area_path: string;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    quarantined: QuarantinedTable;
  }
}

/** Keeps what was put aside; what was put aside before under the same key is counted there. */
export const keepQuarantined = async (db: Db, items: readonly NewQuarantined[]): Promise<void> => {
  if (items.length === 0) return;
  await db
    .insertInto("quarantined")
    .values(
      items.map((item) => ({
        id: item.id,
        key: item.key,
        reason: item.reason,
        device_id: item.deviceId ?? null,
        address: item.address ?? null,
        detail: JSON.stringify(item.detail),
        payload: item.payload ?? null,
        count: item.count,
        first_at: new Date(item.firstAt),
        last_at: new Date(item.lastAt),
        area_path: item.areaPath,
      })),
    )
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet({
        count: sql`quarantined.count + excluded.count`,
        last_at: sql`greatest(quarantined.last_at, excluded.last_at)`,
        detail: sql`excluded.detail`,
        payload: sql`excluded.payload`,
      }),
    )
    .execute();
};

/** Forgets what was put aside under keys that begin so: it comes again and is counted anew. */
export const forgetQuarantined = async (db: Db, keyBegin: string): Promise<void> => {
  await db.deleteFrom("quarantined").where(sql<boolean>`starts_with(key, ${keyBegin})`).execute();
};

/** How many rows were put aside, or again, since a moment. */
export const countQuarantined = async (db: Db, since: Date): Promise<number> => {
  const row = await db
    .selectFrom("quarantined")
    .select((select) => select.fn.countAll<number>().as("count"))
    .where("last_at", ">=", since)
    .executeTakeFirstOrThrow();
  return row.count;
};

/** What was put aside within an area, newest first. */
export const listQuarantined = async (
  db: Db,
  asked: { areaPath: string; reason: string | undefined; before: string | undefined; limit: number },
): Promise<QuarantinedRecord[]> => {
  let query = db.selectFrom("quarantined").selectAll().where(sql<boolean>`starts_with(area_path, ${asked.areaPath})`);
  if (asked.reason !== undefined) query = query.where("reason", "=", asked.reason);
  if (asked.before !== undefined) query = query.where("id", "<", asked.before);
  return (await query.orderBy("id", "desc").limit(asked.limit).execute()).map((row) => ({
    id: row.id,
    reason: row.reason as QuarantinedRecord["reason"],
    deviceId: row.device_id ?? undefined,
    address: row.address ?? undefined,
    detail: row.detail,
    payload: row.payload ?? undefined,
    count: row.count,
    firstAt: row.first_at,
    lastAt: row.last_at,
  }));
};
