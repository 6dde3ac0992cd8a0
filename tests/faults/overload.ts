import { readFileSync } from "node:fs";
import type { Client } from "@chengyun/client";
import type { MqttClient } from "mqtt";
import { openByPost } from "../../e2e/support/callers.ts";
import type { RunningCity } from "../../e2e/support/running-city.ts";
import { addGauges, type Gauge, openByKey, openLine, pidOf, post, sleep, untilTrue } from "./ground.ts";
import { judgeHistory } from "./history.ts";
import { memoryMb, queue } from "./small-city.ts";

const devices = 16;
/** Readings of one message over MQTT. */
const together = 5;
/** Messages under way of each device while the capacity is measured: all together fill the queue. */
const atOnce = queue / devices / together;

const warmMs = 1_000;

/** Most memory a process ever had, in megabytes. */
export const peakMemoryMb = (pid: number | undefined): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1_024;

interface Speaker {
  readonly gauge: Gauge;
  readonly line: MqttClient;
  at: number;
  sent: number;
}

/** One message of several readings, each kept as a call of its own. */
const speak = async (speaker: Speaker, counted: () => void): Promise<void> => {
  const { gauge, line } = speaker;
  const readings = Array.from({ length: together }, () => {
    speaker.at = Math.max(speaker.at + 1, Date.now());
    speaker.sent += 1;
    return { at: speaker.at, level: speaker.sent % 150 };
  });
  const settles = readings.map(({ at, level }) => gauge.history.begin("mqtt", at, { level }));
  const body = readings.map(({ at, level }) => ({ at: new Date(at).toISOString(), v: { level } }));
  await line.publishAsync(`up/${gauge.id}`, JSON.stringify(body), { qos: 1 });
  for (const settle of settles) settle({ kind: "acknowledged" });
  for (const _ of readings) counted();
};

const openSpeakers = async (city: RunningCity, gauges: readonly Gauge[]): Promise<Speaker[]> => {
  const speakers = gauges.map((gauge) => ({ gauge, line: openLine(city, gauge), at: 0, sent: 0 }));
  await Promise.all(speakers.map(({ line }) => new Promise<void>((done) => line.once("connect", () => done()))));
  return speakers;
};

/** Readings a second that are acknowledged when each device sends as it is answered, with as much under way as fits. */
const measureCapacity = async (speakers: readonly Speaker[], seconds: number): Promise<number> => {
  let acknowledged = 0;
  let running = true;
  const work = speakers.map(async (speaker) => {
    while (running)
      await Promise.all(
        Array.from({ length: atOnce }, () => speak(speaker, () => (acknowledged += 1)).catch(() => undefined)),
      );
  });
  await sleep(1_000);
  acknowledged = 0;
  await sleep(seconds * 1_000);
  const rate = acknowledged / seconds;
  running = false;
  await Promise.race([Promise.all(work), sleep(5_000)]);
  return rate;
};

/** What was seen while so much was sent. */
export interface Flood {
  readonly times: number;
  readonly offered: number;
  /** Sent a second, as a multiple of the capacity. */
  readonly pressure: number;
  readonly acknowledged: number;
  /** Acknowledged a second as a share of the capacity. */
  readonly goodput: number;
  /** Readings sent over MQTT and not acknowledged by the end: held back. */
  readonly withheld: number;
}

/** Sends a multiple of the capacity by a fixed schedule, over MQTT and over HTTP, whatever is answered. */
const flood = async (
  city: RunningCity,
  gauges: readonly Gauge[],
  { capacity, times, seconds }: { capacity: number; times: number; seconds: number },
): Promise<Flood> => {
  const half = gauges.length / 2;
  const speakers = await openSpeakers(city, gauges.slice(0, half));
  const posters = gauges.slice(half);
  let [offered, acknowledged, sentByHttp, early] = [0, 0, 0, 0];
  const share = (capacity * times) / together / speakers.length;
  const began = performance.now();
  // Each post of a gauge has a time of its own, a millisecond after the one before.
  const timeOrigin = Date.now() - 60_000;
  const posts: Promise<unknown>[] = [];
  // Nothing can be acknowledged before the disk was asked once: the first second is not judged.
  const warm = setTimeout(() => {
    early = acknowledged;
  }, warmMs);
  while (performance.now() - began < seconds * 1_000) {
    const elapsed = (performance.now() - began) / 1_000;
    for (const speaker of speakers)
      while (
        offered - sentByHttp < elapsed * capacity * times &&
        speaker.sent < elapsed * share * together + together
      ) {
        offered += together;
        void speak(speaker, () => (acknowledged += 1)).catch(() => undefined);
      }
    // A tenth of it by HTTP, one reading a message.
    for (; sentByHttp < elapsed * capacity * times * 0.1; sentByHttp += 1) {
      const gauge = posters[sentByHttp % posters.length];
      offered += 1;
      if (gauge !== undefined)
        posts.push(
          post(city, gauge, Math.floor(timeOrigin + sentByHttp / posters.length), 20 + (sentByHttp % 30)).then(
            (status) => {
              if (status === 200) acknowledged += 1;
            },
          ),
        );
    }
    await sleep(10);
  }
  clearTimeout(warm);
  const goodput = (acknowledged - early) / (seconds - warmMs / 1_000) / capacity;
  for (const { line } of speakers) line.end(true);
  const withheld = speakers.reduce((sum, { sent }) => sum + sent, 0) - acknowledged;
  await Promise.race([Promise.all(posts), sleep(12_000)]);
  return {
    times,
    offered,
    pressure: offered / seconds / capacity,
    acknowledged,
    goodput,
    withheld: Math.max(0, withheld),
  };
};

/** What still works, what gives way and what is said, asked while more comes in than can be taken. */
export interface SeenUnder {
  /** A reading history of a month, asked under load: its status and the seconds to wait. */
  readonly history: { readonly status: number; readonly after: string | null };
  /** A change somebody makes: registers a thing. */
  readonly command: boolean;
  readonly health: string;
  readonly line: string;
}

const lookUnder = async (city: RunningCity, officer: Client, key: string, streamNo: number): Promise<SeenUnder> => {
  const asked = `from=${new Date(Date.now() - 30 * 86_400_000).toISOString()}&to=${new Date().toISOString()}`;
  const answer = await fetch(`${city.url}/api/v1/streams/${streamNo}/readings?${asked}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  await answer.body?.cancel();
  const command = await addGauges(openByKey(city), 1).then(
    () => true,
    () => false,
  );
  const [health, load] = [await officer.health(), await officer.load()];
  return {
    history: { status: answer.status, after: answer.headers.get("retry-after") },
    command,
    health: health.parts.find(({ part }) => part === "ingest")?.state ?? "none",
    line: load.level,
  };
};

/** Everything an overload showed. */
export interface OverloadSeen {
  readonly capacity: number;
  readonly floods: readonly Flood[];
  readonly under: readonly SeenUnder[];
  readonly lost: number;
  readonly doubled: number;
  /** Told over HTTP to come again, and of these without saying when. */
  readonly told: number;
  readonly untold: number;
  /** Milliseconds from the alarm's entry to the first refusal; negative when the refusal was first. */
  readonly aheadMs: number;
  readonly alarms: number;
  readonly noticed: boolean;
  readonly recoverySeconds: number;
  readonly peakMb: number;
  readonly memoryMb: number;
}

const streamNoOf = async (client: Client, gauge: Gauge): Promise<number> =>
  (await client.streams(gauge.thingId)).items.find(({ type }) => type === "level")?.no ?? 0;

const summarise = async (
  client: Client,
  officer: Client,
  gauges: readonly Gauge[],
  from: number,
): Promise<Pick<OverloadSeen, "lost" | "doubled" | "told" | "untold" | "aheadMs" | "alarms" | "noticed">> => {
  const { lost, doubled } = await judgeHistory(client, gauges);
  const again = gauges
    .flatMap(({ history }) => history.calls)
    .flatMap(({ reply, repliedAt }) => (reply?.kind === "come-again" ? [{ ...reply, repliedAt: repliedAt ?? 0 }] : []));
  // One device over its share is no overload of ours.
  const refusals = again.filter(({ status }) => status !== 429).map(({ repliedAt }) => repliedAt);
  const entries = (await officer.journal({ limit: 500 })).items.filter(
    ({ type, at }) => type === "platform.overloaded" && Date.parse(at) >= from,
  );
  const first = Math.min(...entries.map(({ at }) => Date.parse(at)));
  const notices = (await officer.notices({ limit: 100 })).items;
  return {
    lost,
    doubled,
    told: again.length,
    untold: again.filter(({ after }) => after === undefined).length,
    aheadMs: Math.min(...refusals) - first,
    alarms: entries.length,
    noticed: notices.some(({ type }) => type === "platform-overloaded"),
  };
};

/** Feeds a small city three times and ten times what it can take, and looks at what came of it. */
export const overloadCity = async (
  city: RunningCity,
  { seconds, tell }: { seconds: number; tell: (words: string) => void },
): Promise<OverloadSeen> => {
  const client = openByKey(city);
  const officer = await openByPost(city, "duty-officer");
  const key = readFileSync(`${city.dataDir}/keys/demo.key`, "utf8").trim();
  const gauges = await addGauges(client, devices);
  await sleep(1_500);
  const speakers = await openSpeakers(city, gauges);
  const capacity = await measureCapacity(speakers, seconds);
  for (const { line } of speakers) line.end(true);
  const streamNo = await streamNoOf(client, gauges[0] ?? never());
  await untilTrue("calm after measuring", async () => (await officer.load()).level === "calm");
  tell(`takes ${capacity.toFixed(0)} readings/s`);
  const from = Date.now();
  const [floods, under]: [Flood[], SeenUnder[]] = [[], []];
  for (const times of [3, 10]) {
    const flooding = flood(city, gauges, { capacity, times, seconds });
    await sleep((seconds * 1_000) / 2);
    under.push(await lookUnder(city, officer, key, streamNo));
    const flooded = await flooding;
    tell(`${times} ×: ${flooded.offered} sent, ${flooded.acknowledged} acknowledged, ${flooded.withheld} held back`);
    floods.push(flooded);
  }
  const recoverySeconds = await untilTrue("calm again", async () => (await officer.load()).level === "calm");
  await untilTrue("a reading is taken again", async () => {
    return (await post(city, gauges[0] ?? never(), Date.now(), 5)) === 200;
  });
  await sleep(1_000);
  const peakMb = peakMemoryMb(pidOf(city, "ingest"));
  return {
    capacity,
    floods,
    under,
    recoverySeconds,
    peakMb,
    memoryMb,
    ...(await summarise(client, officer, gauges, from)),
  };
};

const never = (): never => {
  throw new Error("no gauge");
};
