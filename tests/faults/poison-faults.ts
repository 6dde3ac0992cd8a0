import type { Client } from "@chengyun/client";
import { listAll } from "../../e2e/support/callers.ts";
import type { RunningCity } from "../../e2e/support/running-city.ts";
import { exactly, type Fault, type FaultFigure, makeChance, none } from "./fault.ts";
import { addGauges, type Gauge, openByKey, openLine, pidOf, post, send, sleep } from "./ground.ts";
import { judgeHistory } from "./history.ts";
import { openRawLine, publishPacket } from "./raw-line.ts";
import { openSmallCity } from "./small-city.ts";

const megabyte = 1024 * 1024;
const deep = 10_000;

/** A message nobody should be able to take, by what it is. */
interface Poison {
  readonly what: string;
  readonly payload: Buffer;
  readonly topic?: string;
  /** Over HTTP it is refused with this; over MQTT it is put aside and acknowledged, or its line is cut. */
  readonly status: number;
  readonly cuts: boolean;
  /** Taken as a reading with a flag: a number is a number, however large. */
  readonly flagged?: true;
}

const text = (what: string, content: string, status = 422): Poison => ({
  what,
  payload: Buffer.from(content),
  status,
  cuts: false,
});

const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;

const poisons = (chance: () => number): Poison[] => {
  const garbage = Buffer.from(Array.from({ length: 64 }, () => 128 + Math.floor(chance() * 128)));
  return [
    { what: "16 MiB", payload: Buffer.alloc(16 * megabyte, 0x20), status: 413, cuts: true },
    {
      what: "invalid UTF-8",
      payload: Buffer.concat([Buffer.from('{"v":{"'), garbage, Buffer.from('":1}}')]),
      status: 200,
      cuts: false,
    },
    { what: "bytes of no kind", payload: garbage, status: 422, cuts: false },
    text("NaN", '{"v":{"level":NaN}}'),
    text("1e999", '{"v":{"level":1e999}}'),
    { ...text("1e308", '{"v":{"level":1e308}}', 200), flagged: true },
    text("JSON ten thousand deep", `{"v":${nested(deep)}}`),
    text("objects ten thousand deep", `{"v":${'{"a":'.repeat(deep)}1${"}".repeat(deep)}}`),
    text("the year 275760", '{"at":"+275760-09-13T00:00:00Z","v":{"level":1}}', 200),
    text("a time without a zone", '{"at":"2026-11-30T12:00:00","v":{"level":1}}'),
    text("__proto__", '{"__proto__":{"v":{"level":1}},"v":[]}'),
    {
      what: "a topic of ten thousand levels",
      payload: Buffer.from("{}"),
      topic: "/".repeat(deep),
      status: 0,
      cuts: true,
    },
  ];
};

const postRaw = async (city: RunningCity, gauge: Gauge, payload: Buffer): Promise<number> => {
  const answer = await fetch(`${city.url}/api/v1/up`, {
    method: "POST",
    headers: { authorization: `Bearer ${gauge.token}`, "content-type": "application/octet-stream" },
    body: new Uint8Array(payload),
    signal: AbortSignal.timeout(15_000),
  }).catch(() => undefined);
  await answer?.body?.cancel();
  return answer?.status ?? 0;
};

/** Whether the poison was acknowledged, or its line was cut. */
const publishRaw = async (
  city: RunningCity,
  gauge: Gauge,
  poison: Poison,
): Promise<"acknowledged" | "cut" | "none"> => {
  const line = await openRawLine(Number(city.env["MQTT_PORT"]), gauge);
  line.socket.on("error", () => undefined);
  line.socket.write(publishPacket(poison.topic ?? `up/${gauge.id}`, poison.payload, 1));
  let how: "acknowledged" | "cut" | "none" = "none";
  void line.ended.then(() => {
    how = "cut";
  });
  for (let tries = 0; tries < 200 && how === "none"; tries += 1) {
    await sleep(25);
    if (line.acknowledged() > 0) how = "acknowledged";
  }
  const found = how;
  line.socket.destroy();
  return found;
};

/** What was put aside of some devices, over all reasons. */
const countAside = async (client: Client, gauges: readonly Gauge[]): Promise<{ count: number; reasonless: number }> => {
  const ids = new Set(gauges.map(({ id }) => id));
  const rows = await listAll((after) => client.quarantine({ limit: 500, ...(after === undefined ? {} : { after }) }));
  const own = rows.filter(({ deviceId }) => deviceId !== undefined && ids.has(deviceId));
  return {
    count: own.reduce((sum, { count }) => sum + count, 0),
    reasonless: own.filter(({ detail }) => detail.zh === "" || detail.en === "").length,
  };
};

interface Seen {
  wrong: string[];
  /** What must lie in the quarantine. */
  aside: number;
  followed: number;
}

/** One poison over both ways, and a good message behind each. */
const tryOne = async (
  city: RunningCity,
  { gauge, poison, at }: { gauge: Gauge; poison: Poison; at: number },
  seen: Seen,
): Promise<void> => {
  const how = await publishRaw(city, gauge, poison);
  if (how !== (poison.cuts ? "cut" : "acknowledged")) seen.wrong.push(`${poison.what} over MQTT: ${how}`);
  const line = openLine(city, gauge);
  await send(line, gauge, at, { level: 11 });
  line.end(true);
  seen.followed += 1;
  if (poison.flagged !== true) seen.aside += 1;
  if (poison.status === 0) return;
  const status = await postRaw(city, gauge, poison.payload);
  if (status !== poison.status) seen.wrong.push(`${poison.what} over HTTP: ${status}`);
  // The web door refuses what is too large before it knows whose it is.
  if (poison.flagged !== true && status !== 413) seen.aside += 1;
  if ((await post(city, gauge, at + 1, 12)) === 200) seen.followed += 1;
};

/** A body ten thousand deep for a person's route: refused, not broken. */
const deepBody = async (city: RunningCity): Promise<number> => {
  const answer = await fetch(`${city.url}/api/v1/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: `{"login":${nested(deep)},"password":"x"}`,
  });
  await answer.body?.cancel();
  return answer.status;
};

/** F25: what no device should send. */
const poison: Fault = {
  what: "poison over MQTT and HTTP: huge, broken, deep, endless and far in the future",
  run: async ({ long, rounds, seed, tell }) => {
    const chance = makeChance(seed);
    const city = await openSmallCity();
    const client = openByKey(city);
    const before = [pidOf(city, "ingest"), pidOf(city, "api")].join();
    const seen: Seen = { wrong: [], aside: 0, followed: 0 };
    const gauges: Gauge[] = [];
    const turns = long ? rounds : 1;
    const start = Date.now() - 600_000;
    let sent = 0;
    for (let turn = 0; turn < turns; turn += 1) {
      const list = poisons(chance);
      const fresh = await addGauges(client, list.length);
      gauges.push(...fresh);
      await sleep(1_000);
      await Promise.all(
        list.map(async (one, n) => {
          const gauge = fresh[n];
          if (gauge !== undefined) await tryOne(city, { gauge, poison: one, at: start + n * 10 }, seen);
          sent += one.status === 0 ? 1 : 2;
        }),
      );
    }
    await sleep(1_500);
    const { count, reasonless } = await countAside(client, gauges);
    const { lost, doubled } = await judgeHistory(client, gauges);
    for (const words of seen.wrong) tell(words);
    tell(`${sent} poisoned messages, ${seen.followed} good ones behind them, ${count} put aside`);
    const figures: FaultFigure[] = [
      none("answered otherwise than stated", seen.wrong.length),
      exactly("put aside, by the quarantine's own count", count, seen.aside),
      none("put aside without a reason in both languages", reasonless),
      exactly("good messages behind, acknowledged", seen.followed, sent),
      none("acknowledged and not stored", lost),
      none("stored twice", doubled),
      exactly("the same processes as before", Number([pidOf(city, "ingest"), pidOf(city, "api")].join() === before), 1),
      exactly("a person's call ten thousand deep is answered", await deepBody(city), 400),
    ];
    return figures;
  },
};

/** Faults of what comes in, by id. */
export const poisonFaults: Readonly<Record<string, Fault>> = { F25: poison };
