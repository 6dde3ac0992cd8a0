import { open, readFile, rename } from "node:fs/promises";
import { compileRule, type Decode, type Rule, type StreamType, type ThingType } from "@chengyun/kernel";
import type { Watch, WatchedThing, WatchPlan } from "../modules/alarms/rule/index.ts";
import { listThings } from "../modules/atlas/thing/index.ts";
import { type DeviceKey, listAllStreams, listDeviceKeys } from "../modules/sensing/device/index.ts";
import type { Db } from "../platform/database.ts";
import type { Log } from "../platform/log.ts";
import type { Registry } from "../platform/registry.ts";
import type { ClockSetting } from "../platform/server-clock.ts";
import { guardCodec } from "./guarded-codec.ts";

/** A stream as the hot path needs it. */
export interface KnownStream {
  readonly no: number;
  readonly lowest: number;
  readonly highest: number;
  watches: readonly Watch[] | undefined;
}

/** A device as the hot path needs it; kept by reference as long as it is registered. */
export interface KnownDevice {
  readonly id: string;
  tokenHash: Buffer;
  areaPath: string;
  decode: Decode | undefined;
  streams: ReadonlyMap<string, KnownStream>;
  /** How its clock stands: the least lag of lately arrived messages, and since when it is taken. */
  leastLag: number;
  lagsSeen: number;
  behind: boolean;
  skewed: boolean;
}

interface RosterThing extends WatchedThing {
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

interface RosterStream {
  readonly no: number;
  readonly thingId: string;
  readonly type: string;
  readonly registeredAt: number;
}

/** Everything ingest must know, as it lies beside the snapshot for starts without the operations store. */
interface RosterContent {
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

/** Who is known, in memory. */
export interface Roster {
  readonly find: (id: string) => KnownDevice | undefined;
  readonly findByToken: (hash: Buffer) => KnownDevice | undefined;
  readonly findStream: (no: number) => KnownStream | undefined;
  /** Takes over what was read; answers the ids of devices whose token no longer opens. */
  readonly take: (content: RosterContent) => string[];
  /** What the rules shall watch. */
  readonly plans: () => WatchPlan[];
  /** Tells each stream which rules watch it now. */
  readonly link: (watchesOn: (no: number) => readonly Watch[] | undefined) => void;
  readonly figures: () => { devices: number; streams: number; skewed: number };
}

/** Makes an empty roster over the packs' declarations. */
export const createRoster = (registry: Registry, log: Log): Roster => {
  const devices = new Map<string, KnownDevice>();
  const byHash = new Map<string, KnownDevice>();
  const streams = new Map<number, KnownStream>();
  const codecs = new Map<string, Decode>();
  const judged = new Map<string, readonly Rule[]>();
  let content: RosterContent | undefined;
  for (const type of registry.devices.values())
    if (type.decode !== undefined) codecs.set(type.id, guardCodec(type.decode, type.id, log));

  const rulesOf = (thing: ThingType, stream: StreamType): readonly Rule[] => {
    const key = `${thing.id} ${stream.id}`;
    const rules = judged.get(key) ?? registry.rulesOn(thing, stream);
    judged.set(key, rules);
    return rules;
  };
  const typeOf = (thing: RosterThing | undefined, stream: RosterStream): StreamType | undefined =>
    registry.things.get(thing?.type ?? "")?.streams.find(({ id }) => id === stream.type);
  const takeStream = (stream: RosterStream, type: StreamType | undefined): KnownStream => {
    const known = streams.get(stream.no);
    if (known !== undefined) return known;
    const [lowest, highest] = type?.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    const made = { no: stream.no, lowest, highest, watches: undefined };
    streams.set(stream.no, made);
    return made;
  };
  const takeDevice = (key: RosterContent["devices"][number], own: ReadonlyMap<string, KnownStream>): boolean => {
    const { id, type, areaPath } = key;
    const fresh = { areaPath, decode: codecs.get(type), streams: own, tokenHash: Buffer.from(key.tokenHash, "hex") };
    const known = devices.get(id);
    const isOther = known !== undefined && !known.tokenHash.equals(fresh.tokenHash);
    if (known === undefined) {
      const clock = { leastLag: Number.POSITIVE_INFINITY, lagsSeen: 0, behind: false, skewed: false };
      devices.set(id, { id, ...fresh, ...clock });
    } else Object.assign(known, fresh);
    return isOther;
  };
  const index = () => {
    byHash.clear();
    for (const device of devices.values()) byHash.set(device.tokenHash.toString("latin1"), device);
  };
  return {
    find: (id) => devices.get(id),
    findByToken: (hash) => byHash.get(hash.toString("latin1")),
    findStream: (no) => streams.get(no),
    take: (next) => {
      content = next;
      const things = new Map(next.things.map((thing) => [thing.id, thing]));
      const own = new Map<string, Map<string, KnownStream>>();
      for (const stream of next.streams) {
        const of = own.get(stream.thingId) ?? new Map<string, KnownStream>();
        of.set(stream.type, takeStream(stream, typeOf(things.get(stream.thingId), stream)));
        own.set(stream.thingId, of);
      }
      const changed: string[] = [];
      const none = new Map<string, KnownStream>();
      for (const key of next.devices) if (takeDevice(key, own.get(key.thingId) ?? none)) changed.push(key.id);
      const wanted = new Set(next.devices.map(({ id }) => id));
      for (const id of [...devices.keys()])
        if (!wanted.has(id)) {
          devices.delete(id);
          changed.push(id);
        }
      index();
      return changed;
    },
    plans: () => {
      if (content === undefined) return [];
      const things = new Map(content.things.map((thing) => [thing.id, thing]));
      const speaking = new Set(content.devices.map(({ thingId }) => thingId));
      return content.streams.flatMap((stream) => {
        const thing = things.get(stream.thingId);
        const type = typeOf(thing, stream);
        const thingType = registry.things.get(thing?.type ?? "");
        if (thing === undefined || type === undefined || thingType === undefined || !speaking.has(thing.id)) return [];
        return rulesOf(thingType, type).flatMap((rule) => {
          const judge = compileRule(rule, thing.attributes);
          return judge === undefined
            ? []
            : [{ rule, judge, streamNo: stream.no, thing: toWatched(thing), expected: stream.registeredAt }];
        });
      });
    },
    link: (watchesOn) => {
      for (const stream of streams.values()) stream.watches = watchesOn(stream.no);
    },
    figures: () => {
      let skewed = 0;
      for (const device of devices.values()) if (device.skewed) skewed += 1;
      return { devices: devices.size, streams: streams.size, skewed };
    },
  };
};

const toWatched = ({ id, areaPath, position }: RosterThing): WatchedThing => ({ id, areaPath, position });
