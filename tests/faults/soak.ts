import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openByPost } from "../../e2e/support/callers.ts";
import { makeFolder, type RunningCity, runCli } from "../../e2e/support/running-city.ts";
import { exactly, type FaultFigure, makeChance, none } from "./fault.ts";
import {
  addGauges,
  alarmsOf,
  type Gauge,
  killHard,
  openByKey,
  openLine,
  pidOf,
  post,
  send,
  sleep,
  startFaultCity,
  untilTrue,
} from "./ground.ts";
import { countRepeats, judgeHistory } from "./history.ts";
import { openRawLine, publishPacket } from "./raw-line.ts";

/** What a soak is asked for. */
export interface SoakWish {
  readonly minutes: number;
  readonly seed: number;
  /** Messages a second of all devices together. */
  readonly perSecond: number;
  readonly everyMinutes: number;
  readonly tell: (words: string) => void;
}

/** What is judged at a time: a stream's readings come in one page, so no device may send more than it holds. */
const judgeEveryMs = 5 * 60_000;
const mostOfDevice = 3_500;

const devicesFor = (perSecond: number): number =>
  Math.max(20, Math.ceil((perSecond * judgeEveryMs) / 1_000 / mostOfDevice));
const sampleMs = 10_000;

interface Sample {
  readonly at: number;
  /** Whose they are: what grew is told of the same processes alone. */
  readonly pids: string;
  readonly rssMb: number;
  readonly files: number;
}

/** Memory and open files of ingest and api; undefined while one is being started again. */
const sample = (city: RunningCity): Sample | undefined => {
  try {
    let [rssMb, files] = [0, 0];
    const pids = [pidOf(city, "ingest"), pidOf(city, "api")].join();
    for (const name of ["ingest", "api"] as const) {
      const pid = pidOf(city, name);
      rssMb += Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1_024;
      files += readdirSync(`/proc/${pid}/fd`).length;
    }
    return { at: Date.now(), pids, rssMb, files };
  } catch {
    return undefined;
  }
};

/** After this long what grows is lost, and over at least so long it is told. */
const warmMs = 7_200_000;
const leastMs = 3_600_000;

/** Slope by least squares, an hour. */
const slope = (samples: readonly Sample[], of: (one: Sample) => number): number => {
  if (samples.length < 3) return 0;
  const hours = samples.map(({ at }) => (at - (samples[0]?.at ?? 0)) / 3_600_000);
  const [meanX, meanY] = [hours, samples.map(of)].map((list) => list.reduce((sum, one) => sum + one, 0) / list.length);
  let [over, under] = [0, 0];
  for (const [n, x] of hours.entries()) {
    const one = samples[n];
    if (one === undefined) continue;
    over += (x - (meanX ?? 0)) * (of(one) - (meanY ?? 0));
    under += (x - (meanX ?? 0)) ** 2;
  }
  return under === 0 ? 0 : over / under;
};

/** The longest time in which no process was started anew, without its first third: what a start takes is no growth. */
const longestLife = (samples: readonly Sample[]): Sample[] => {
  const lives = new Map<string, Sample[]>();
  for (const one of samples) lives.set(one.pids, [...(lives.get(one.pids) ?? []), one]);
  const longest = [...lives.values()].sort((one, other) => other.length - one.length)[0] ?? [];
  return longest.slice(Math.floor(longest.length / 3));
};

type Blow = (city: RunningCity, gauges: readonly Gauge[], chance: () => number) => Promise<unknown>;

const freeze: Blow = async (city) => {
  const pid = pidOf(city, "ingest");
  if (pid === undefined) return;
  process.kill(pid, "SIGSTOP");
  await sleep(5_000);
  process.kill(pid, "SIGCONT");
};

const poisonOnce: Blow = async (city, gauges, chance) => {
  const gauge = gauges[Math.floor(chance() * gauges.length)];
  if (gauge === undefined) return;
  const line = await openRawLine(Number(city.env["MQTT_PORT"]), gauge);
  line.socket.on("error", () => undefined);
  line.socket.write(publishPacket(`up/${gauge.id}`, Buffer.alloc(2 * 1024 * 1024, 0x5b), 1));
  await Promise.race([line.ended, sleep(3_000)]);
  line.socket.destroy();
};

/** Many more messages at once than usual. */
const burst: Blow = async (city, gauges) => {
  const [gauge] = gauges;
  if (gauge === undefined) return;
  const from = Date.now() - 600_000;
  await Promise.all(Array.from({ length: 300 }, (_, n) => post(city, gauge, from - n, 1)));
};

const blows: Readonly<Record<string, Blow>> = {
  "ingest killed": async (city) => killHard(city, "ingest"),
  "api killed": async (city) => killHard(city, "api"),
  "database killed": async (city) => killHard(city, "postgres"),
  "ingest frozen for 5 s": freeze,
  "two megabytes of nothing": poisonOnce,
  "a burst of one device": burst,
};

interface Speaking {
  readonly gauges: readonly Gauge[];
  readonly end: () => Promise<void>;
}

/** Gauges that speak at a pace, three in four over MQTT. */
const speak = (city: RunningCity, gauges: readonly Gauge[], perSecond: number): Speaking => {
  let running = true;
  const pauseMs = (gauges.length * 1_000) / perSecond;
  const work = gauges.map(async (gauge, n) => {
    const line = n % 4 === 0 ? undefined : openLine(city, gauge);
    const under = new Set<Promise<unknown>>();
    for (let at = Date.now(), turn = 0; running; at = Math.max(at + 1, Date.now()), turn += 1) {
      const one: Promise<unknown> = (
        line === undefined ? post(city, gauge, at, turn % 90) : send(line, gauge, at, { level: turn % 90 })
      )
        .catch(() => undefined)
        .finally(() => under.delete(one));
      under.add(one);
      // A device keeps so many and then waits for its acknowledgements.
      if (under.size > 50) await Promise.race(under);
      await sleep(pauseMs);
    }
    await Promise.race([Promise.all(under), sleep(20_000)]);
    line?.end(true);
  });
  return {
    gauges,
    end: async () => {
      running = false;
      await Promise.all(work);
    },
  };
};

interface Total {
  acknowledged: number;
  lost: number;
  doubled: number;
  madeUp: number;
}

/** Ends what speaks, judges all of it, and answers fresh gauges in its place. */
const judgeAll = async (city: RunningCity, { gauges, end }: Speaking, total: Total): Promise<void> => {
  await end();
  // A blow may just have fallen.
  await untilTrue("the city answers", async () => (await openByKey(city).things({ limit: 1 })).items.length > 0);
  await sleep(1_000);
  const { lost, doubled, madeUp } = await judgeHistory(openByKey(city), gauges);
  total.acknowledged += gauges.reduce((sum, { history }) => sum + history.count("acknowledged"), 0);
  total.lost += lost;
  total.doubled += doubled;
  total.madeUp += madeUp;
};

const openLids = async (city: RunningCity, lids: readonly Gauge[], count: number): Promise<void> => {
  const gauge = lids[count];
  if (gauge === undefined) return;
  const line = openLine(city, gauge);
  await Promise.race([send(line, gauge, Date.now(), { level: 5, lid: 1 }), sleep(60_000)]);
  line.end(true);
};

const verify = async (city: RunningCity): Promise<number> => {
  const folder = makeFolder("soak");
  try {
    await untilTrue(
      "an export",
      async () => (await runCli(city, "export", "--out", join(folder, "journal"))).code === 0,
      60_000,
    );
    writeFileSync(join(folder, "key"), await openByKey(city).journalKey());
    return (await runCli(city, "verify", join(folder, "journal"), "--key", join(folder, "key"))).code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

interface Soaked {
  readonly total: Total;
  readonly samples: readonly Sample[];
  readonly lids: readonly Gauge[];
  readonly opened: number;
}

/** A steady load for so long, a blow every few minutes, a lid opened between. */
const soakOn = async (city: RunningCity, wish: SoakWish): Promise<Soaked> => {
  const { minutes, everyMinutes, perSecond, tell } = wish;
  const chance = makeChance(wish.seed);
  const client = openByKey(city);
  const names = Object.keys(blows);
  const total: Total = { acknowledged: 0, lost: 0, doubled: 0, madeUp: 0 };
  const samples: Sample[] = [];
  const lids = await addGauges(client, Math.ceil(minutes / everyMinutes) + 1);
  let speaking = speak(city, await addGauges(client, devicesFor(perSecond)), perSecond);
  const until = Date.now() + minutes * 60_000;
  let [nextBlow, nextJudge, opened] = [Date.now() + everyMinutes * 60_000, Date.now() + judgeEveryMs, 0];
  const sampling = setInterval(
    () => samples.push(...(sample(city) === undefined ? [] : [sample(city) as Sample])),
    sampleMs,
  );
  while (Date.now() < until) {
    await sleep(1_000);
    if (Date.now() >= nextBlow) {
      nextBlow += everyMinutes * 60_000;
      const name = names[Math.floor(chance() * names.length)] ?? "ingest killed";
      await blows[name]?.(city, speaking.gauges, chance);
      await openLids(city, lids, opened);
      opened += 1;
      const { rssMb = 0, files = 0 } = samples.at(-1) ?? {};
      tell(`${name}; ${rssMb.toFixed(0)} MB, ${files} files open`);
    }
    if (Date.now() >= nextJudge) {
      nextJudge += judgeEveryMs;
      await judgeAll(city, speaking, total);
      tell(`${total.acknowledged} acknowledged, ${total.lost} lost, ${total.doubled} doubled so far`);
      speaking = speak(city, await addGauges(client, devicesFor(perSecond)), perSecond);
      nextBlow = Math.max(nextBlow, Date.now() + 15_000);
    }
  }
  clearInterval(sampling);
  await judgeAll(city, speaking, total);
  return { total, samples, lids, opened };
};

/** A long run under a steady load with a blow every few minutes. */
export const soak = async (wish: SoakWish): Promise<readonly FaultFigure[]> => {
  const city = await startFaultCity();
  try {
    const { total, samples, lids, opened } = await soakOn(city, wish);
    const client = openByKey(city);
    const officer = await openByPost(city, "duty-officer");
    await untilTrue("every lid has its alarm and case", async () => {
      const alarms = await alarmsOf(client, lids, "manhole-lid-open");
      return alarms.length === opened && alarms.every(({ caseId }) => caseId !== undefined);
    }).catch(() => 0);
    const repeats = await countRepeats(client, officer, new Set(lids.map(({ thingId }) => thingId)));
    // What fills its pools grows until it is warm; what grows after the second hour is lost.
    const warm = samples.filter(({ at }) => at - (samples[0]?.at ?? at) > warmMs);
    const isLong = wish.minutes * 60_000 >= warmMs + leastMs;
    const late = longestLife(isLong ? warm : samples);
    const growth = slope(late, ({ rssMb }) => rssMb);
    const files = slope(late, ({ files: open }) => open);
    return [
      none(`of ${total.acknowledged} acknowledged, not stored`, total.lost),
      none("stored twice", total.doubled),
      none("stored and never sent", total.madeUp),
      exactly("alarms of the lids opened", (await alarmsOf(client, lids, "manhole-lid-open")).length, opened),
      none("alarms, cases, dispatches not exactly once", repeats.alarms + repeats.cases + repeats.dispatches),
      {
        what: "memory of ingest and api grows by",
        value: Math.round(growth * 10) / 10,
        unit: "MB/h",
        reach: isLong ? "≤ 1" : "≤ 1 after the second hour of a run of three",
        met: !isLong || growth <= 1,
      },
      {
        what: "open files grow by",
        value: Math.round(files * 10) / 10,
        unit: "/h",
        reach: isLong ? "≤ 10" : "≤ 10 after the second hour of a run of three",
        met: !isLong || files <= 10,
      },
      exactly("the journal verifies", await verify(city), 0),
    ];
  } finally {
    await city.stop();
  }
};
