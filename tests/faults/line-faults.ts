import { execFileSync } from "node:child_process";
import { request } from "node:http";
import { join } from "node:path";
import type { RunningCity } from "../../e2e/support/running-city.ts";
import { atLeast, type Fault, none, speed, within } from "./fault.ts";
import { addGauges, type Gauge, openByKey, openLine, post, send, sleep } from "./ground.ts";
import { History, judgeHistory } from "./history.ts";
import { openRawLine, type RawLine, subscribePacket } from "./raw-line.ts";
import { openSmallCity } from "./small-city.ts";

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

/** What ordinary gauges saw: how much of what they sent in time was acknowledged, and how late. */
interface Ordinary {
  readonly sent: number;
  readonly acknowledged: number;
  readonly refused: number;
  readonly p99: number;
}

/** Gauges that send at a steady pace, each a reading every so many milliseconds, by MQTT or, every second one, by HTTP. */
const speakOrdinarily = async (
  city: RunningCity,
  gauges: readonly Gauge[],
  { seconds, everyMs }: { seconds: number; everyMs: number },
): Promise<Ordinary> => {
  const waits: number[] = [];
  let [sent, refused] = [0, 0];
  const until = performance.now() + seconds * 1_000;
  const timed = async (work: Promise<unknown>) => {
    const began = performance.now();
    await work;
    waits.push(performance.now() - began);
  };
  await Promise.all(
    gauges.map(async (gauge, n) => {
      const line = n % 2 === 0 ? openLine(city, gauge) : undefined;
      const under: Promise<unknown>[] = [];
      for (let at = Date.now(); performance.now() < until; at = Math.max(at + 1, Date.now())) {
        sent += 1;
        const work =
          line === undefined
            ? post(city, gauge, at, at % 90).then((status) => {
                if (status !== 200) refused += 1;
              })
            : send(line, gauge, at, { level: at % 90 });
        under.push(timed(work).catch(() => undefined));
        await sleep(everyMs);
      }
      await Promise.race([Promise.all(under), sleep(8_000)]);
      line?.end(true);
    }),
  );
  return { sent, acknowledged: waits.length - refused, refused, p99: percentile(waits, 0.99) };
};

const floodPerSecond = 1_000;

/** Posts of one device as fast as they are answered, many at once, and MQTT without waiting for anything. */
const floodOf = (city: RunningCity, gauge: Gauge, isOver: () => boolean) => {
  const counts = { sent: 0, tooFast: 0 };
  const line = openLine(city, gauge);
  const posts = Array.from({ length: 40 }, async (_, lane) => {
    for (let at = Date.now() - 3_600_000 - lane * 600_000; !isOver(); at += 1) {
      counts.sent += 1;
      const status = await post(city, { ...gauge, history: new History() }, at, 1);
      if (status === 429) counts.tooFast += 1;
      if (status !== 200) await sleep(100);
    }
  });
  const publishing = (async () => {
    const [began, from] = [performance.now(), Date.now()];
    for (let n = 0; !isOver(); await sleep(10))
      // By the schedule, however late this process comes to it.
      for (; n < ((performance.now() - began) / 1_000) * floodPerSecond; n += 1) {
        counts.sent += 1;
        const body = JSON.stringify({ at: new Date(from + n).toISOString(), v: { level: 2 } });
        line.publish(`up/${gauge.id}`, body, { qos: 1 });
      }
  })();
  return {
    counts,
    ended: async () => {
      await publishing;
      line.end(true);
      await Promise.race([Promise.all(posts), sleep(5_000)]);
    },
  };
};

/** F11: one device sends ten times what all others do. */
const oneFloods: Fault = {
  what: "one device floods over MQTT and HTTP, the others send as always",
  run: async ({ long, tell }) => {
    const city = await openSmallCity();
    const client = openByKey(city);
    const [flooder, ...others] = await addGauges(client, 11);
    if (flooder === undefined) return [];
    await sleep(1_500);
    const pace = { seconds: long ? 30 : 4, everyMs: 100 };
    const quiet = await speakOrdinarily(city, others, pace);
    let over = false;
    const flood = floodOf(city, flooder, () => over);
    await sleep(500);
    const beside = await speakOrdinarily(city, others, pace);
    over = true;
    await flood.ended();
    const { lost, doubled } = await judgeHistory(client, others);
    tell(
      `others ${beside.sent}, p99 ${quiet.p99.toFixed(0)} then ${beside.p99.toFixed(0)} ms; the flood ${flood.counts.sent}, of which ${flood.counts.tooFast} told 429`,
    );
    return [
      none("others refused", beside.refused),
      none("others not acknowledged", beside.sent - beside.acknowledged - beside.refused),
      speed(within("others' p99, of their quiet p99", beside.p99 / quiet.p99, 2, "×"), long),
      speed(atLeast("the flood, of what the others sent", flood.counts.sent / beside.sent, 10, "×"), long),
      atLeast("the flood told to be slower", flood.counts.tooFast, 1),
      none("others' acknowledged and not stored", lost),
      none("others' stored twice", doubled),
    ];
  },
};

/** Has the broker tell a device something, by the way the api process has. */
const notify = (city: RunningCity, device: string, payload: string): Promise<string> =>
  new Promise((resolve) => {
    const asked = request(
      { socketPath: join(city.dataDir, "run/ingest.sock"), path: "/internal/notify", method: "POST" },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("end", () => resolve(String(JSON.parse(Buffer.concat(parts).toString()).answer)));
      },
    );
    asked.on("error", () => resolve("none"));
    asked.end(JSON.stringify({ device, payload, retain: false }));
  });

const residentMb = (pid: string): number =>
  Number(execFileSync("ps", ["-o", "rss=", "-p", pid], { encoding: "utf8" })) / 1_024;

const ingestPid = (city: RunningCity): string =>
  /^\s*(\d+).*\/ingest[.]/m.exec(
    execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(city.pid)], { encoding: "utf8" }),
  )?.[1] ?? "0";

/** F12: who listens and does not read. */
const deafSubscriber: Fault = {
  what: "a subscriber stops reading while messages flow to it",
  run: async ({ long, tell }) => {
    const city = await openSmallCity();
    const client = openByKey(city);
    const [deaf, ...others] = await addGauges(client, 11);
    if (deaf === undefined) return [];
    await sleep(1_500);
    const pace = { seconds: long ? 30 : 3, everyMs: 150 };
    const quiet = await speakOrdinarily(city, others, pace);
    const line: RawLine = await openRawLine(Number(city.env["MQTT_PORT"]), deaf);
    line.socket.on("error", () => undefined);
    line.socket.write(subscribePacket(`notices/${deaf.id}`));
    await sleep(300);
    line.socket.pause();
    let cut = false;
    void line.ended.then(() => {
      cut = true;
    });
    const before = residentMb(ingestPid(city));
    // Six megabytes a second, of which the kernel takes the first few.
    const payload = "x".repeat(60 * 1024);
    const told = Promise.all(
      Array.from({ length: pace.seconds * 100 }, async (_, n) => {
        await sleep(n * 10);
        return notify(city, deaf.id, payload);
      }),
    );
    const beside = await speakOrdinarily(city, others, pace);
    const answers = await Promise.race([told, sleep(15_000).then((): string[] => [])]);
    const grown = residentMb(ingestPid(city)) - before;
    // A line that does not read does not see its end either: it is looked at by what reaches it.
    line.socket.resume();
    for (let tries = 0; tries < 100 && !cut; tries += 1) await sleep(100);
    line.socket.destroy();
    const refused = answers.filter((answer) => answer !== "acknowledged").length;
    const { lost, doubled } = await judgeHistory(client, others);
    tell(`${refused} of ${answers.length} notices not acknowledged, ingest grew by ${grown.toFixed(0)} MB`);
    return [
      speed(
        atLeast(
          "others' throughput, of what it was",
          beside.acknowledged / beside.sent / (quiet.acknowledged / quiet.sent),
          0.95,
          "×",
        ),
        long,
      ),
      none("others refused", beside.refused),
      { what: "the deaf line is cut", value: Number(cut), unit: "", reach: "1", met: cut },
      within("what ingest grew by, its batches included", grown, 60 * 0.5 + 10, "MB"),
      none("others' acknowledged and not stored", lost),
      none("others' stored twice", doubled),
    ];
  },
};

/** Faults of lines that take more than their share, by id. */
export const lineFaults: Readonly<Record<string, Fault>> = { F11: oneFloods, F12: deafSubscriber };
