import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import mqtt from "mqtt";
import { listAll, openByKey } from "../e2e/support/callers.ts";
import { type RunningCity, root, startCity } from "../e2e/support/running-city.ts";
import { atMost, type Bench, type BenchRun, type Figure, plain, type Skipped } from "./bench.ts";
import { registerFleet, runLoad } from "./mqtt-fleet.ts";
import type { LoadDevice } from "./mqtt-load.ts";

const perSecond = 20_000;
const load = { devices: 5_000, judged: 1_000, probes: 200 } as const;
const shortLoad = { devices: 200, judged: 40, probes: 10 } as const;
/** The load is at its pace before the first probe speaks. */
const settleMs = 2_000;

interface Heard {
  readonly id: string;
  readonly at: number;
}

/** Follows the live feed as a screen does, and notes when each alarm was heard of. */
const followAlarms = async (city: RunningCity, signal: AbortSignal): Promise<Heard[]> => {
  const key = readFileSync(join(city.dataDir, "keys/demo.key"), "utf8").trim();
  const answer = await fetch(`${city.url}/api/v1/live`, { headers: { authorization: `Bearer ${key}` }, signal });
  if (answer.status !== 200 || answer.body === null) throw new Error(`the live feed answered ${answer.status}`);
  const heard: Heard[] = [];
  const read = async (body: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder();
    let rest = "";
    for await (const chunk of body) {
      const at = performance.now();
      const blocks = (rest + decoder.decode(chunk, { stream: true })).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data === undefined) continue;
        const { type, id } = JSON.parse(data) as { type?: string; id?: string };
        if (type === "alarm.raised" && id !== undefined) heard.push({ id, at });
      }
    }
  };
  void read(answer.body as unknown as ReadableStream<Uint8Array>).catch(() => undefined);
  return heard;
};

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Opens one lid after another; answers when each device spoke. */
const speak = async (
  city: RunningCity,
  probes: readonly LoadDevice[],
  seconds: number,
): Promise<Map<string, number>> => {
  const port = city.env["MQTT_PORT"];
  const lines = probes.map(({ id, token }) =>
    mqtt.connect(`mqtt://127.0.0.1:${port}`, { clientId: id, username: id, password: token }),
  );
  await Promise.all(lines.map((line) => new Promise<void>((resolve) => line.once("connect", () => resolve()))));
  await sleep(settleMs);
  const spoken = new Map<string, number>();
  for (const [n, line] of lines.entries()) {
    const { id } = probes[n] ?? { id: "" };
    spoken.set(id, performance.now());
    line.publish(`up/${id}`, JSON.stringify({ at: new Date().toISOString(), v: { lid: 1 } }), { qos: 1 });
    await sleep((seconds * 1_000) / lines.length);
  }
  await sleep(2_000);
  for (const line of lines) line.end(true);
  return spoken;
};

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;

const measure = async (run: BenchRun, city: RunningCity): Promise<Figure[]> => {
  const { devices: count, judged, probes } = run.seconds < 2 ? shortLoad : load;
  const client = openByKey(city);
  run.tell(`registering ${count + probes} devices`);
  const all = await registerFleet(client, count + probes, judged);
  const [devices, speaking] = [all.slice(0, count), all.slice(count)];
  await sleep(1_500);
  const ending = new AbortController();
  const heard = await followAlarms(city, ending.signal);
  const wish = { port: Number(city.env["MQTT_PORT"]), devices, perSecond, stream: "level", from: Date.now() };
  const seconds = run.seconds * Math.max(1, run.rounds) + settleMs / 1_000;
  const [result, spoken] = await Promise.all([
    runLoad({ ...wish, seconds }),
    speak(city, speaking, run.seconds * run.rounds),
  ]);
  ending.abort();
  const things = new Map(
    (await listAll((after) => client.devices({ limit: 500, ...(after === undefined ? {} : { after }) }))).map(
      (device) => [device.thingId, device.id],
    ),
  );
  const alarms = await listAll((after) =>
    client.alarms({ rule: "manhole-lid-open", limit: 500, ...(after === undefined ? {} : { after }) }),
  );
  const deviceOf = new Map(alarms.map(({ id, thingId }) => [id, things.get(thingId) ?? ""]));
  const delays = heard
    .flatMap(({ id, at }) => {
      const since = spoken.get(deviceOf.get(id) ?? "");
      return since === undefined ? [] : [at - since];
    })
    .sort((one, other) => one - other);
  if (delays.length !== spoken.size)
    throw new Error(`${spoken.size} lids were opened, ${delays.length} alarms were heard of`);
  const rate = result.acknowledged / result.seconds;
  run.tell(`${rate.toFixed(0)} messages/s beside it, p50 ${percentile(delays, 0.5).toFixed(0)} ms`);
  const what = `reading → alarm → live feed, p99 of ${delays.length}`;
  return [
    atMost(run, { what, unit: "ms", most: 500 }, [percentile(delays, 0.99)]),
    plain(run, { what: "reading → alarm → live feed, p50", unit: "ms" }, [percentile(delays, 0.5)]),
    plain(run, { what: `load meanwhile (asked: ${perSecond.toLocaleString("en")})`, unit: "messages/s" }, [rate]),
  ];
};

/** B3: from a reading to the operator's screen. */
export const bench: Bench = {
  what: "reading → alarm → operator's screen at 20,000 messages/s",
  run: async (run): Promise<readonly (Figure | Skipped)[]> => {
    if (!existsSync(join(root, "dist/server/main.mjs")))
      return [{ id: run.id, what: "reading → alarm → screen", skipped: "there is no build: npm run build" }];
    // The database may run under another account, which must reach its folder.
    chmodSync(run.folder, 0o755);
    const city = await startCity({ dataDir: join(run.folder, "city") });
    try {
      return await measure(run, city);
    } finally {
      await city.stop();
    }
  },
};
