import { type Client, makeClient } from "@chengyun/client";
import { makeQuarter, type Quarter } from "@chengyun/demo-city";
import type { Pack } from "@chengyun/kernel";
import { packs } from "@chengyun/packs";
import { persist } from "./backoff.ts";
import type { Log } from "./log.ts";
import { perform } from "./orchestra.ts";
import type { Part } from "./part.ts";
import type { Repertoire } from "./programme.ts";

/** Where the city is reached, and as whom. */
export interface Settings {
  readonly url: string;
  readonly mqttUrl: string;
  readonly key: string;
  readonly log: Log;
  readonly signal: AbortSignal;
}

/** Cities with a built-in quarter, and its seed in their profile. */
const quarters: Readonly<Record<string, number>> = { yunze: 2026 };

const toParts = (quarter: Quarter, all: readonly Pack[]): Part[] => {
  const types = new Map(all.flatMap((pack) => (pack.devices ?? []).map((device) => [device.id, device] as const)));
  const scenarios = all.flatMap((pack) => pack.scenario ?? []);
  const things = new Map(quarter.things.map((thing) => [thing.ref, thing]));
  return quarter.devices.flatMap(({ ref, type, thing, name }): Part[] => {
    const device = types.get(type);
    const place = things.get(thing);
    if (device === undefined || place === undefined) return [];
    const rhythms = scenarios.flatMap((one) => one.rhythms).filter((one) => one.thing.id === device.serves.id);
    const encoding = scenarios.flatMap((one) => one.encodings ?? []).find((one) => one.device.id === type);
    const part = { ref, name, device, thing, attributes: place.attributes, position: place.position, rhythms };
    return [encoding === undefined ? part : { ...part, encoding }];
  });
};

const toRepertoire = (seed: number, parts: readonly Part[], all: readonly Pack[]): Repertoire => {
  const things = new Map<string, string[]>();
  for (const { device, thing } of parts) things.set(device.serves.id, [...(things.get(device.serves.id) ?? []), thing]);
  const events = all.flatMap((pack) => pack.scenario?.events ?? []).filter((event) => things.has(event.thing.id));
  return { seed, events, things };
};

/** Things the city has, by type and Chinese name: within the quarter a name is given once. */
const listThings = async (client: Client): Promise<Map<string, string>> => {
  const ids = new Map<string, string>();
  for (let after: string | undefined; ; ) {
    const { items, next } = await client.things({ limit: 500, after });
    for (const { id, type, name } of items) ids.set(`${type} ${name.zh}`, id);
    if (next === undefined) return ids;
    after = next;
  }
};

/**
 * The city's ids of the quarter's things, by `ref`. What is there is left as it is, for somebody may have edited it;
 * what is missing is registered.
 */
const findThings = async (client: Client, quarter: Quarter): Promise<Map<string, string>> => {
  const known = await listThings(client);
  const ids = new Map<string, string>();
  for (const { ref, type, name, position, attributes, areaPath } of quarter.things) {
    const [longitude, latitude] = position;
    const id =
      known.get(`${type} ${name.zh}`) ??
      (await client.addThing({ ref, type, name, attributes, areaPath, position: [longitude, latitude] })).id;
    ids.set(ref, id);
  }
  return ids;
};

/** Plays the demo city, if this is one; answers with what ends it. */
export const startSimulator = async (settings: Settings): Promise<() => Promise<void>> => {
  const { url, mqttUrl, key, log, signal } = settings;
  const client = makeClient({ url, token: key, language: () => "en" });
  const tell = (fault: Error, tries: number): void => {
    if (tries % 8 === 3) log("warn", `the city does not answer as it should yet: ${fault.message}`);
  };
  const city = await persist(() => client.city(), signal, tell);
  const seed = quarters[city.id];
  if (seed === undefined) {
    log("info", `${city.name.en} has no built-in quarter: nothing to play`);
    return async () => undefined;
  }
  const quarter = makeQuarter(seed);
  const parts = toParts(quarter, packs);
  const ids = await persist(() => findThings(client, quarter), signal, tell);
  const provision = async ({ ref, device, thing, name }: Part) =>
    client.addDevice({ ref, type: device.id, thingId: ids.get(thing) ?? "", name });
  const repertoire = toRepertoire(seed, parts, packs);
  const findThing = (ref: string): string | undefined => ids.get(ref);
  const score = { client, mqttUrl, zone: city.zone, parts, repertoire, findThing, log, signal };
  return persist(() => perform(score, provision), signal, tell);
};
