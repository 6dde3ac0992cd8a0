import { open, readFile, rename } from "node:fs/promises";
import type { WatchedThing } from "../modules/alarms/rule/index.ts";
import { listThings } from "../modules/atlas/thing/index.ts";
import { type DeviceKey, listAllStreams, listDeviceKeys } from "../modules/sensing/device/index.ts";
import type { Db } from "../platform/database.ts";
import type { ClockSetting } from "../platform/server-clock.ts";

/** A thing as rules need it. */
export interface RosterThing extends WatchedThing {
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A stream as it is registered. */
export interface RosterStream {
  readonly no: number;
  readonly thingId: string;
  readonly type: string;
  readonly registeredAt: number;
}

/** Everything ingest must know, as it lies beside the snapshot for starts without the operations store. */
export interface RosterContent {
  readonly devices: readonly (Omit<DeviceKey, "tokenHash"> & { readonly tokenHash: string })[];
  readonly streams: readonly RosterStream[];
  readonly things: readonly RosterThing[];
  readonly clock: ClockSetting;
}

const thingsAtOnce = 5_000;

const readThings = async (db: Db): Promise<RosterThing[]> => {
  const things: RosterThing[] = [];
  for (let afterNo = 0; ; ) {
    const some = await listThings(db, { areaPaths: [], afterNo, limit: thingsAtOnce });
    for (const { id, type, areaPath, position, attributes } of some)
      things.push({ id, type, areaPath, position, attributes });
    if (some.length < thingsAtOnce) return things;
    afterNo = some.at(-1)?.no ?? afterNo;
  }
};

/** Reads devices, streams and things from the operations store. */
export const readRoster = async (db: Db, clock: ClockSetting): Promise<RosterContent> => {
  const devices = await listDeviceKeys(db);
  const streams = await listAllStreams(db);
  const things = await readThings(db);
  return {
    devices: devices.map((device) => ({ ...device, tokenHash: device.tokenHash.toString("hex") })),
    streams: streams.map(({ no, thingId, type, registeredAt }) => ({
      no,
      thingId,
      type,
      registeredAt: registeredAt.getTime(),
    })),
    things,
    clock,
  };
};

/** Keeps what was read, for a start while the operations store is away. */
export const saveRoster = async (path: string, content: RosterContent): Promise<void> => {
  const file = await open(`${path}.new`, "w", 0o600);
  try {
    await file.writeFile(JSON.stringify(content));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
};

/** What was kept; undefined at the very first start. */
export const findSavedRoster = async (path: string): Promise<RosterContent | undefined> => {
  const text = await readFile(path, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as RosterContent;
  } catch {
    return undefined;
  }
};
