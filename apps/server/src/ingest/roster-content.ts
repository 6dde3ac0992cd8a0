import { createHash } from "node:crypto";
import { open, rename } from "node:fs/promises";
import { z } from "zod";
import type { WatchedThing } from "../modules/alarms/rule/index.ts";
import { listThingsById } from "../modules/atlas/thing/index.ts";
import { type DeviceKey, listAllStreams, listDeviceKeys } from "../modules/sensing/device/index.ts";
import type { Db } from "../platform/database.ts";
import { findKept } from "../platform/kept-file.ts";
import type { Log } from "../platform/log.ts";
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

/** What the operations store knows; the clock is read by itself. */
export type KnownToOperations = Omit<RosterContent, "clock">;

const thingsAtOnce = 5_000;

/** Things that have streams, and so a device; those out of use are left out. */
const readThings = async (db: Db, streams: readonly { readonly thingId: string }[]): Promise<RosterThing[]> => {
  const ids = [...new Set(streams.map(({ thingId }) => thingId))].sort();
  const things: RosterThing[] = [];
  for (let from = 0; from < ids.length; from += thingsAtOnce) {
    const some = await listThingsById(db, ids.slice(from, from + thingsAtOnce));
    for (const { id, type, areaPath, position, attributes, retired } of some)
      if (!retired) things.push({ id, type, areaPath, position, attributes });
  }
  return things.sort((one, other) => (one.id < other.id ? -1 : 1));
};

/** Reads devices, streams and the things they are of from the operations store, each in an order that stays. */
export const readRoster = async (db: Db): Promise<KnownToOperations> => {
  const devices = await listDeviceKeys(db);
  const streams = await listAllStreams(db);
  const things = await readThings(db, streams);
  return {
    devices: devices.map((device) => ({ ...device, tokenHash: device.tokenHash.toString("hex") })),
    streams: streams.map(({ no, thingId, type, registeredAt }) => ({
      no,
      thingId,
      type,
      registeredAt: registeredAt.getTime(),
    })),
    things,
  };
};

/** Keeps what was read, for a start while the operations store is away. */
export interface RosterFile {
  /** Writes it, unless it is what was written last. */
  readonly save: (content: RosterContent) => Promise<void>;
}

const write = async (path: string, text: string): Promise<void> => {
  const file = await open(`${path}.new`, "w", 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
};

/** Makes the file's keeper; one save at a time. */
export const createRosterFile = (path: string): RosterFile => {
  let saved = "";
  return {
    save: async (content) => {
      const text = JSON.stringify(content);
      const mark = createHash("sha256").update(text).digest("base64");
      if (mark === saved) return;
      await write(path, text);
      saved = mark;
    },
  };
};

const RosterShape = z.object({
  devices: z.array(
    z.object({ id: z.string(), type: z.string(), thingId: z.string(), areaPath: z.string(), tokenHash: z.string() }),
  ),
  streams: z.array(z.object({ no: z.number(), thingId: z.string(), type: z.string(), registeredAt: z.number() })),
  things: z.array(
    z.object({
      id: z.string(),
      type: z.string(),
      areaPath: z.string(),
      position: z.array(z.number()).length(2),
      attributes: z.record(z.string(), z.unknown()),
    }),
  ),
  clock: z.object({ origin: z.number(), simulatedOrigin: z.number(), speed: z.number() }),
});

/** What was kept; undefined at the very first start. */
export const findSavedRoster = (path: string, log: Log): Promise<RosterContent | undefined> =>
  findKept<RosterContent>(path, RosterShape, log);
