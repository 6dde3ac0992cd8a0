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

/** Things that some devices serve, by the device. */
export const listServedBy = async (db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> => {
  const rows = await db
    .selectFrom("devices")
    .select(["id", "thing_id"])
    .where(sql<boolean>`id = ANY (${[...ids]}::uuid[])`)
    .execute();
  return new Map(rows.map(({ id, thing_id }) => [id, thing_id]));
};

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

/** A device as a batch finds it: whether its token is the one that was brought along, too. */
export interface HeldDevice extends DeviceRecord {
  readonly tokenHash: string | undefined;
}

/** Devices by ref, their subjects locked in one order for everybody. */
export const lockDevicesByRef = async (db: Db, refs: readonly string[]): Promise<ReadonlyMap<string, HeldDevice>> => {
  const rows = await selectDevices(db)
    .select("d.token_hash as hash")
    .where("d.ref", "in", [...refs])
    .orderBy("d.id")
    .forUpdate("s")
    .execute();
  return new Map(rows.map(({ hash, ...row }) => [row.ref, { ...row, tokenHash: hash?.toString("hex") }]));
};

/** What a batch needs to know of the things its devices serve. */
export const listServedThings = async (
  db: Db,
  refs: readonly string[],
): Promise<ReadonlyMap<string, { id: string; type: string; areaPath: string; retired: boolean }>> => {
  const { rows } = await sql<{ ref: string; id: string; type: string; areaPath: string; retired: boolean }>`
    SELECT ref, id, type, area_path AS "areaPath", retired FROM things WHERE ref = ANY (${[...refs]}::text[])`.execute(
    db,
  );
  return new Map(rows.map(({ ref, ...thing }) => [ref, thing]));
};

/** A device of a batch, ready to be written. */
export interface NewDevice {
  readonly id: string;
  readonly ref: string;
  readonly type: string;
  readonly thingId: string;
  readonly name: string;
  readonly areaPath: string;
  /** Hex. */
  readonly tokenHash: string;
}

/** Writes devices with their subjects in two statements however many they are. */
export const insertDevices = async (
  db: Db,
  devices: readonly NewDevice[],
  {
    at,
    flow,
  }: { readonly at: Date; readonly flow: { readonly id: string; readonly kind: string; readonly version: number } },
): Promise<void> => {
  if (devices.length === 0) return;
  const rows = JSON.stringify(devices);
  await sql`
    INSERT INTO subjects (id, kind, flow, flow_version, stage, version, area_path, departments, limits, created_at, changed_at)
    SELECT id, ${flow.kind}, ${flow.id}, ${flow.version}, 'registered', 1, "areaPath", '{}', '{}', ${at}, ${at}
    FROM jsonb_to_recordset(${rows}::jsonb) AS r(id uuid, "areaPath" text)`.execute(db);
  await sql`
    INSERT INTO devices (id, ref, type, thing_id, name, token_hash, area_path)
    SELECT id, ref, type, "thingId", name, decode("tokenHash", 'hex'), "areaPath"
    FROM jsonb_to_recordset(${rows}::jsonb)
      AS r(id uuid, ref text, type text, "thingId" uuid, name text, "tokenHash" text, "areaPath" text)`.execute(db);
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

/** Brings streams and devices to where their things are, or the one thing: whoever sees it sees what is measured there. */
export const followThings = async (db: Db, thingId?: string): Promise<void> => {
  const isAsked = thingId === undefined ? sql`true` : sql`things.id = ${thingId}`;
  await sql`
    UPDATE streams SET area_path = things.area_path FROM things
    WHERE ${isAsked} AND things.id = streams.thing_id AND streams.area_path <> things.area_path`.execute(db);
  await sql`
    WITH moved AS (
      UPDATE devices SET area_path = things.area_path FROM things
      WHERE ${isAsked} AND things.id = devices.thing_id AND devices.area_path <> things.area_path
      RETURNING devices.id, devices.area_path
    )
    UPDATE subjects SET area_path = moved.area_path FROM moved WHERE subjects.id = moved.id`.execute(db);
};

/** Tells ingest, after the commit, to look at devices, streams and things again. */
export const pokeRegistry = async (db: Db): Promise<void> => {
  await sql`SELECT pg_notify('registry', '')`.execute(db);
};
