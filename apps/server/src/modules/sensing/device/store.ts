import { type Generated, sql } from "kysely";
import type { Db } from "../../../platform/database.ts";
import type { DeviceKey, DeviceRecord, StreamRecord } from "./model.ts";

interface DeviceTable {
  id: string;
  no: Generated<number>;
  ref: string;
  type: string;
  thing_id: string;
  name: string;
  /** Null once retired, or while its token is void: nothing opens it. */
  token_hash: Buffer | null;
  area_path: string;
}

interface StreamTable {
  id: string;
  no: Generated<number>;
  thing_id: string;
  type: string;
  device_id: string | null;
  area_path: string;
  registered_at: Date;
}

declare module "../../../platform/database.ts" {
  interface Tables {
    devices: DeviceTable;
    streams: StreamTable;
  }
}

const selectDevices = (db: Db) =>
  db
    .selectFrom("devices as d")
    .innerJoin("subjects as s", "s.id", "d.id")
    .select([
      "d.id",
      "d.no",
      "d.ref",
      "d.type",
      "d.thing_id as thingId",
      "d.name",
      "d.area_path as areaPath",
      "s.stage",
      "s.version",
    ]);

export const findDeviceByRef = (db: Db, ref: string): Promise<DeviceRecord | undefined> =>
  selectDevices(db).where("d.ref", "=", ref).executeTakeFirst();

/** Devices within an area, in order of their numbers. */
export const listDevices = (
  db: Db,
  asked: { areaPath: string; afterNo: number; limit: number },
): Promise<DeviceRecord[]> =>
  selectDevices(db)
    .where(sql<boolean>`starts_with(d.area_path, ${asked.areaPath})`)
    .where("d.no", ">", asked.afterNo)
    .orderBy("d.no")
    .limit(asked.limit)
    .execute();

export const insertDevice = async (
  db: Db,
  device: Omit<DeviceRecord, "no" | "stage" | "version"> & { tokenHash: Buffer },
): Promise<void> => {
  await db
    .insertInto("devices")
    .values({
      id: device.id,
      ref: device.ref,
      type: device.type,
      thing_id: device.thingId,
      name: device.name,
      token_hash: device.tokenHash,
      area_path: device.areaPath,
    })
    .execute();
};

export const updateDevice = async (
  db: Db,
  id: string,
  change: { name?: string; tokenHash?: Buffer | null },
): Promise<void> => {
  await db
    .updateTable("devices")
    .set({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.tokenHash === undefined ? {} : { token_hash: change.tokenHash }),
    })
    .where("id", "=", id)
    .execute();
};

/** Adds the streams a thing does not have yet; what it has keeps its number. */
export const insertStreams = async (db: Db, streams: readonly Omit<StreamRecord, "no">[]): Promise<void> => {
  if (streams.length === 0) return;
  await db
    .insertInto("streams")
    .values(
      streams.map((stream) => ({
        id: stream.id,
        thing_id: stream.thingId,
        type: stream.type,
        device_id: stream.deviceId ?? null,
        area_path: stream.areaPath,
        registered_at: stream.registeredAt,
      })),
    )
    .onConflict((conflict) => conflict.columns(["thing_id", "type"]).doNothing())
    .execute();
};

const streamColumns = [
  "id",
  "no",
  "thing_id as thingId",
  "type",
  "device_id as deviceId",
  "area_path as areaPath",
  "registered_at as registeredAt",
] as const;

type StreamRow = Omit<StreamRecord, "deviceId"> & { deviceId: string | null };

const toStream = (row: StreamRow): StreamRecord => ({ ...row, deviceId: row.deviceId ?? undefined });

export const listStreamsOf = async (db: Db, thingIds: readonly string[]): Promise<StreamRecord[]> =>
  thingIds.length === 0
    ? []
    : (
        await db
          .selectFrom("streams")
          .select(streamColumns)
          .where("thing_id", "in", [...thingIds])
          .orderBy("no")
          .execute()
      ).map(toStream);

export const findStream = async (db: Db, no: number): Promise<StreamRecord | undefined> => {
  const row = await db.selectFrom("streams").select(streamColumns).where("no", "=", no).executeTakeFirst();
  return row === undefined ? undefined : toStream(row);
};

/** Numbers of the streams within areas, of one type when asked. */
export const listStreamNumbers = async (
  db: Db,
  asked: { areaPaths: readonly string[]; type: string | undefined },
): Promise<number[]> => {
  let query = db.selectFrom("streams").select("no");
  for (const path of asked.areaPaths) query = query.where(sql<boolean>`starts_with(area_path, ${path})`);
  if (asked.type !== undefined) query = query.where("type", "=", asked.type);
  return (await query.orderBy("no").execute()).map(({ no }) => no);
};

/** Every device that may talk to us, in order of their numbers. */
export const listDeviceKeys = async (db: Db): Promise<DeviceKey[]> =>
  (
    await db
      .selectFrom("devices")
      .select(["id", "type", "thing_id as thingId", "area_path as areaPath", "token_hash as tokenHash"])
      .where("token_hash", "is not", null)
      .orderBy("no")
      .execute()
  ).flatMap(({ tokenHash, ...device }) => (tokenHash === null ? [] : [{ ...device, tokenHash }]));

export const listAllStreams = async (db: Db): Promise<StreamRecord[]> =>
  (await db.selectFrom("streams").select(streamColumns).orderBy("no").execute()).map(toStream);

/** Tells ingest, after the commit, to look at devices, streams and things again. */
export const pokeRegistry = async (db: Db): Promise<void> => {
  await sql`SELECT pg_notify('registry', '')`.execute(db);
};
