import { type Client, makeClient } from "@chengyun/client";
import { makeCity, makeQuarter } from "@chengyun/demo-city";
import type { Pack, Play, Rule } from "@chengyun/kernel";
import { packs } from "@chengyun/packs";
import { persist } from "./backoff.ts";
import { type CityClock, followClock } from "./city-clock.ts";
import { startLife } from "./life/life.ts";
import type { Log } from "./log.ts";
import { perform } from "./orchestra.ts";
import type { Part } from "./part.ts";
import type { Repertoire } from "./programme.ts";
import { provision } from "./provision.ts";
import type { Stage } from "./stage.ts";
import type { Credentials, VoiceOptions } from "./voice.ts";
import { followClaims } from "./yielding.ts";

/** Where the city is reached, and as whom. */
export interface Settings {
  readonly url: string;
  readonly mqttUrl: string;
  readonly key: string;
  readonly log: Log;
  readonly signal: AbortSignal;
  /** Whether people live in it, or devices speak alone. */
  readonly life: boolean;
  /** Where a scenario says which devices it plays; absent: none does. */
  readonly claims?: string;
}

/** Cities that are made from a seed, and the seed in their profile. */
const seeds: Readonly<Record<string, number>> = { yunze: 2026 };

/** What the city says of itself that decides what it is made of. */
type Described = Pick<Awaited<ReturnType<Client["city"]>>, "id" | "extent">;

/**
 * What a city is made of, whole or a quarter of it; undefined for a city that is not made. `DEMO_CITY` says which, as
 * it does to the server; without it the size of the city's map does.
 */
export const findStage = ({ id, extent }: Described, size = process.env["DEMO_CITY"]): Stage | undefined => {
  const seed = seeds[id];
  if (seed === undefined) return undefined;
  if (size === "city") return makeCity(seed);
  const quarter = makeQuarter(seed);
  const isQuarter = size === "quarter" || quarter.extent.every((edge, at) => edge === extent?.[at]);
  return isQuarter ? quarter : makeCity(seed);
};

/** Plays by name, with the rules of their pack. */
export const listPlays = (): { readonly play: Play; readonly rules: readonly Rule[] }[] =>
  packs.flatMap((pack: Pack) => (pack.scenario?.plays ?? []).map((play) => ({ play, rules: pack.rules ?? [] })));

/** The instruments of a stage: its devices with what packs say of them. */
export const toParts = (stage: Stage): Part[] => {
  const types = new Map(packs.flatMap((pack) => (pack.devices ?? []).map((device) => [device.id, device] as const)));
  const scenarios = packs.flatMap((pack) => pack.scenario ?? []);
  const things = new Map(stage.things.map((thing) => [thing.ref, thing]));
  return stage.devices.flatMap(({ ref, type, thing, name }): Part[] => {
    const device = types.get(type);
    const place = things.get(thing);
    if (device === undefined || place === undefined) return [];
    const rhythms = scenarios.flatMap((one) => one.rhythms).filter((one) => one.thing.id === device.serves.id);
    const encoding = scenarios.flatMap((one) => one.encodings ?? []).find((one) => one.device.id === type);
    const { attributes, position } = place;
    const part = { ref, name, device, thing, attributes, position, rhythms };
    return [encoding === undefined ? part : { ...part, encoding }];
  });
};

const toRepertoire = ({ seed }: Stage, zone: string, parts: readonly Part[]): Repertoire => {
  const things = new Map<string, string[]>();
  for (const { device, thing } of parts) things.set(device.serves.id, [...(things.get(device.serves.id) ?? []), thing]);
  const events = packs.flatMap((pack) => pack.scenario?.events ?? []).filter((event) => things.has(event.thing.id));
  return { seed, zone, events, things };
};

/** How devices get their credentials, and get them again when an operator made a token void. */
export const voiceOptions = (
  { mqttUrl, log, signal, key }: Pick<Settings, "mqttUrl" | "log" | "signal" | "key">,
  client: Client,
  known: ReadonlyMap<string, Credentials>,
): VoiceOptions => ({
  mqttUrl,
  log,
  signal,
  credentials: async (part, refused) => {
    const found = refused ? undefined : known.get(part.ref);
    if (found !== undefined) return found;
    const again = (await provision(client, key, [part])).credentials.get(part.ref);
    if (again === undefined) throw new Error("the city does not take it");
    return again;
  },
});

/** A new city builds its things while it already answers; after so long a missing thing is missed. */
const buildingMs = 5 * 60_000;

interface Opened {
  /** Until this moment of real time missing things are waited for. */
  readonly builtBy: number;
  /** Devices it had never heard of, over all tries. */
  readonly fresh: { added: number };
  readonly client: Client;
  readonly stage: Stage;
  readonly clock: CityClock;
  readonly city: Awaited<ReturnType<Client["city"]>>;
}

const playDevices = async (settings: Settings, { builtBy, fresh, client, stage, clock, city }: Opened) => {
  const { key, log, signal } = settings;
  const parts = toParts(stage);
  const { credentials, added, refused } = await provision(client, key, parts);
  fresh.added += added;
  if (Date.now() < builtBy && refused.some((one) => one.endsWith("no-such-thing")))
    throw new Error("its things are still being built");
  if (refused.length > 0) log("warn", `${refused.length} devices were refused, e.g. ${refused[0]}`);
  const playing = parts.filter(({ ref }) => credentials.has(ref));
  if (playing.length === 0) throw new Error("the city takes none of its devices yet");
  return perform({
    zone: city.zone,
    clock,
    parts: playing,
    repertoire: toRepertoire(stage, city.zone, playing),
    fresh: fresh.added > 0 && fresh.added === credentials.size,
    claimed: followClaims(settings.claims),
    voice: voiceOptions(settings, client, credentials),
    log,
    signal,
  });
};

/** Plays the demo city, if this is one; answers with what ends it. */
export const startSimulator = async (settings: Settings): Promise<() => Promise<void>> => {
  const { url, key, log, signal } = settings;
  const client = makeClient({ url, token: key, language: () => "en" });
  const tell = (fault: Error, tries: number): void => {
    if (tries % 8 === 3) log("warn", `the city does not answer as it should yet: ${fault.message}`);
  };
  const city = await persist(() => client.city(), signal, tell);
  const stage = findStage(city);
  if (stage === undefined) {
    log("info", `${city.name.en} is no made city: nothing to play`);
    return async () => undefined;
  }
  const clock = await persist(() => followClock(client), signal, tell);
  signal.addEventListener("abort", () => clock.stop());
  const builtBy = Date.now() + buildingMs;
  const opened = { builtBy, fresh: { added: 0 }, client, stage, clock, city };
  const close = await persist(() => playDevices(settings, opened), signal, tell);
  const entries = city.demo.map(({ entry }) => entry);
  if (settings.life && entries.length > 0) {
    const town = { seed: stage.seed, zone: city.zone, places: stage.things.map(({ position }) => position) };
    await persist(() => startLife({ url, key, town, entries, clock, log, signal }), signal, tell);
  }
  return close;
};
