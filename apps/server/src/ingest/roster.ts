import { compileRule, type Decode, type Rule, type StreamType, type ThingType } from "@chengyun/kernel";
import type { Watch, WatchPlan } from "../modules/alarms/rule/index.ts";
import type { Log } from "../platform/log.ts";
import type { Registry } from "../platform/registry.ts";
import { guardCodec } from "./guarded-codec.ts";
import type { RosterContent, RosterStream, RosterThing } from "./roster-content.ts";

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
  /** Whether a rule looks at any of its streams: what none looks at gives way first. */
  watched: boolean;
  /** Its readings on the way to the disk. */
  waiting: number;
  /** How its clock stands: the least lag of lately arrived messages, and since when it is taken. */
  leastLag: number;
  lagsSeen: number;
  behind: boolean;
  skewed: boolean;
}

const noStreams: ReadonlyMap<string, KnownStream> = new Map();

/** Who is known, in memory. */
export class Roster {
  readonly #registry: Registry;
  readonly #devices = new Map<string, KnownDevice>();
  readonly #byHash = new Map<string, KnownDevice>();
  readonly #streams = new Map<number, KnownStream>();
  readonly #codecs = new Map<string, Decode>();
  readonly #rules = new Map<string, readonly Rule[]>();
  #things = new Map<string, RosterThing>();
  #content: RosterContent | undefined;

  constructor(registry: Registry, log: Log) {
    this.#registry = registry;
    for (const { id, decode } of registry.devices.values())
      if (decode !== undefined) this.#codecs.set(id, guardCodec(decode, id, log));
  }

  find(id: string): KnownDevice | undefined {
    return this.#devices.get(id);
  }

  findByToken(hash: Buffer): KnownDevice | undefined {
    return this.#byHash.get(hash.toString("latin1"));
  }

  /** Takes over what was read; answers the ids of devices whose token no longer opens. */
  take(content: RosterContent): string[] {
    this.#content = content;
    this.#things = new Map(content.things.map((thing) => [thing.id, thing]));
    const own = new Map<string, Map<string, KnownStream>>();
    for (const stream of content.streams) {
      const of = own.get(stream.thingId) ?? new Map<string, KnownStream>();
      of.set(stream.type, this.#takeStream(stream));
      own.set(stream.thingId, of);
    }
    const changed = content.devices
      .filter((key) => this.#takeDevice(key, own.get(key.thingId) ?? noStreams))
      .map(({ id }) => id);
    const wanted = new Set(content.devices.map(({ id }) => id));
    const gone = [...this.#devices.keys()].filter((id) => !wanted.has(id));
    for (const id of gone) this.#devices.delete(id);
    this.#byHash.clear();
    for (const device of this.#devices.values()) this.#byHash.set(device.tokenHash.toString("latin1"), device);
    return [...changed, ...gone];
  }

  /** What the rules shall watch: streams of things in use that a device feeds. */
  plans(): WatchPlan[] {
    const speaking = new Set(this.#content?.devices.map(({ thingId }) => thingId));
    return (this.#content?.streams ?? []).flatMap((stream) => {
      const thing = this.#things.get(stream.thingId);
      return thing === undefined || !speaking.has(thing.id) ? [] : this.#plansOf(thing, stream);
    });
  }

  /** Tells each stream which rules watch it now. */
  link(watchesOn: (no: number) => readonly Watch[] | undefined): void {
    for (const stream of this.#streams.values()) stream.watches = watchesOn(stream.no);
    for (const device of this.#devices.values())
      device.watched = [...device.streams.values()].some(({ watches }) => watches !== undefined);
  }

  figures(): { devices: number; streams: number; skewed: number } {
    let skewed = 0;
    for (const device of this.#devices.values()) if (device.skewed) skewed += 1;
    return { devices: this.#devices.size, streams: this.#streams.size, skewed };
  }

  #plansOf(thing: RosterThing, stream: RosterStream): WatchPlan[] {
    const thingType = this.#registry.things.get(thing.type);
    const type = this.#typeOf(stream);
    if (thingType === undefined || type === undefined) return [];
    const { id, areaPath, position } = thing;
    return this.#rulesOn(thingType, type).flatMap((rule) => {
      const judge = compileRule(rule, thing.attributes);
      if (judge === undefined) return [];
      return [{ rule, judge, streamNo: stream.no, thing: { id, areaPath, position }, expected: stream.registeredAt }];
    });
  }

  #rulesOn(thing: ThingType, stream: StreamType): readonly Rule[] {
    const key = `${thing.id} ${stream.id}`;
    const rules = this.#rules.get(key) ?? this.#registry.rulesOn(thing, stream);
    this.#rules.set(key, rules);
    return rules;
  }

  #typeOf(stream: RosterStream): StreamType | undefined {
    const thing = this.#things.get(stream.thingId);
    return this.#registry.things.get(thing?.type ?? "")?.streams.find(({ id }) => id === stream.type);
  }

  #takeStream(stream: RosterStream): KnownStream {
    const known = this.#streams.get(stream.no);
    if (known !== undefined) return known;
    const [lowest, highest] = this.#typeOf(stream)?.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
    const made = { no: stream.no, lowest, highest, watches: undefined };
    this.#streams.set(stream.no, made);
    return made;
  }

  /** Whether a known device has another token now. */
  #takeDevice(key: RosterContent["devices"][number], streams: ReadonlyMap<string, KnownStream>): boolean {
    const { id, type, areaPath } = key;
    const tokenHash = Buffer.from(key.tokenHash, "hex");
    const fresh = { areaPath, decode: this.#codecs.get(type), streams, tokenHash };
    const known = this.#devices.get(id);
    if (known === undefined) {
      const clock = { leastLag: Number.POSITIVE_INFINITY, lagsSeen: 0, behind: false, skewed: false };
      this.#devices.set(id, { id, ...fresh, ...clock, watched: true, waiting: 0 });
      return false;
    }
    const isOther = !known.tokenHash.equals(tokenHash);
    Object.assign(known, fresh);
    return isOther;
  }
}
