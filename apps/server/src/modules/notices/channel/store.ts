import type { ChannelKind } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import type { ColumnType, Selectable } from "kysely";
import type { Db } from "../../../platform/database.ts";
import type { ChannelRecord, Tells } from "./model.ts";

type Json<Value> = ColumnType<Value, string, string>;

interface ChannelTable {
  id: string;
  kind: ChannelKind;
  name: Json<Label>;
  enabled: boolean;
  settings: Json<Readonly<Record<string, unknown>>>;
  tells: Json<Tells>;
  retry_limit: number;
  retry_delay_seconds: number;
  version: number;
  last_success_at: Date | null;
  last_failure_at: Date | null;
  last_failure: ColumnType<{ words: Label; detail: string } | null, string | null, string | null>;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    channels: ChannelTable;
  }
}

const fromRow = (row: Selectable<ChannelTable>): ChannelRecord => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  enabled: row.enabled,
  settings: row.settings,
  tells: row.tells,
  retry: { limit: row.retry_limit, delaySeconds: row.retry_delay_seconds },
  version: row.version,
  lastSuccessAt: row.last_success_at ?? undefined,
  lastFailureAt: row.last_failure_at ?? undefined,
  lastFailure: row.last_failure ?? undefined,
});

/** All channels, oldest first. */
export const listChannels = async (db: Db): Promise<ChannelRecord[]> =>
  (await db.selectFrom("channels").selectAll().orderBy("id").execute()).map(fromRow);

export const findChannel = async (db: Db, id: string, lock = false): Promise<ChannelRecord | undefined> => {
  const query = db.selectFrom("channels").selectAll().where("id", "=", id);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
};

type Set = Pick<ChannelRecord, "id" | "kind" | "name" | "enabled" | "settings" | "tells" | "retry" | "version">;

const toRow = ({ id, kind, name, enabled, settings, tells, retry, version }: Set) => ({
  id,
  kind,
  name: JSON.stringify(name),
  enabled,
  settings: JSON.stringify(settings),
  tells: JSON.stringify(tells),
  retry_limit: retry.limit,
  retry_delay_seconds: retry.delaySeconds,
  version,
});

/** Writes how a channel is set. */
export const keepChannel = async (db: Db, channel: Set): Promise<void> => {
  const { id: _, ...rest } = toRow(channel);
  await db
    .insertInto("channels")
    .values(toRow(channel))
    .onConflict((conflict) => conflict.column("id").doUpdateSet(rest))
    .execute();
};

/** Remembers how the last try went, in real time. */
export const noteTry = async (
  db: Db,
  id: string,
  tried: { at: Date; failure: { words: Label; detail: string } | undefined },
): Promise<void> => {
  await db
    .updateTable("channels")
    .set(
      tried.failure === undefined
        ? { last_success_at: tried.at }
        : { last_failure_at: tried.at, last_failure: JSON.stringify(tried.failure) },
    )
    .where("id", "=", id)
    .execute();
};
