import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";
import { makeFolder, type RunningCity } from "../../e2e/support/running-city.ts";
import { exactly, type Fault, type FaultFigure, none, type SkippedFault, within } from "./fault.ts";
import {
  addGauges,
  type Gauge,
  openByKey,
  openLine,
  pidOf,
  post,
  send,
  sleep,
  startFaultCity,
  untilTrue,
} from "./ground.ts";
import { judgeHistory } from "./history.ts";
import { openRawLine, publishPacket } from "./raw-line.ts";
import { type LineOf, readTrace } from "./trace.ts";

/** Room for a fresh quarter city, in megabytes; the rest is filled. */
const diskMb = 1_200;

/** A small disk of its own, or why there is none. */
const mountDisk = (folder: string): { unmount: () => void } | { why: string } => {
  const made = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${diskMb}m,mode=755`, "tmpfs", folder], {
    encoding: "utf8",
  });
  if (made.status !== 0) return { why: `no disk can be mounted here: ${(made.stderr ?? String(made.error)).trim()}` };
  return { unmount: () => void spawnSync("umount", ["-l", folder]) };
};

/** Takes every byte there is. */
const fill = (folder: string): string => {
  const path = join(folder, "filler");
  const file = openSync(path, "w");
  for (let piece = 16 * 1024 * 1024; piece >= 4_096; )
    try {
      writeSync(file, Buffer.alloc(piece, 1));
    } catch {
      piece /= 4;
    }
  closeSync(file);
  return path;
};

interface WhileFull {
  readonly acknowledged: number;
  readonly statuses: ReadonlySet<number>;
  readonly withoutAfter: number;
  readonly reads: boolean;
}

/** Sends over both ways while nothing can be written; what was taken before is read. */
const tryWhileFull = async (
  city: RunningCity,
  { byMqtt, byHttp, seconds }: { byMqtt: Gauge; byHttp: Gauge; seconds: number },
): Promise<WhileFull> => {
  const client = openByKey(city);
  const line = openLine(city, byMqtt);
  const before = [byMqtt, byHttp].reduce((sum, { history }) => sum + history.count("acknowledged"), 0);
  const statuses = new Set<number>();
  const until = Date.now() + seconds * 1_000;
  void send(line, byMqtt, Date.now(), { level: 8 }).catch(() => undefined);
  const under: Promise<unknown>[] = [];
  while (Date.now() < until) {
    under.push(post(city, byHttp, Date.now(), 9).then((status) => statuses.add(status)));
    await sleep(500);
  }
  const acknowledged = [byMqtt, byHttp].reduce((sum, { history }) => sum + history.count("acknowledged"), 0) - before;
  const reads = await Promise.all([
    client.streams(byHttp.thingId),
    client.things({ limit: 1 }),
    client.latest({ type: "level" }),
  ]).then(
    () => true,
    () => false,
  );
  await Promise.race([Promise.all(under), sleep(12_000)]);
  line.end(true);
  const again = byHttp.history.calls.flatMap(({ reply }) => (reply?.kind === "come-again" ? [reply] : []));
  return { acknowledged, statuses, withoutAfter: again.filter(({ after }) => after === undefined).length, reads };
};

/** F5: the disk is full for a while. */
const diskFull: Fault = {
  what: "the disk is full for a while, then there is room again",
  run: async ({ long, tell }): Promise<readonly (FaultFigure | SkippedFault)[]> => {
    const folder = makeFolder("disk");
    const disk = mountDisk(folder);
    if ("why" in disk) {
      rmSync(folder, { recursive: true, force: true });
      return [{ what: "a full disk", skipped: disk.why }];
    }
    const dataDir = join(folder, "city");
    mkdirSync(dataDir, { mode: 0o755 });
    const city = await startFaultCity({ dataDir });
    try {
      const client = openByKey(city);
      const gauges = await addGauges(client, 2);
      const [byMqtt, byHttp] = gauges;
      if (byMqtt === undefined || byHttp === undefined) return [];
      await sleep(1_500);
      for (let n = 0; n < 20; n += 1) await post(city, byHttp, Date.now(), n);
      const line = openLine(city, byMqtt);
      for (let n = 0; n < 20; n += 1) await send(line, byMqtt, Date.now(), { level: n });
      line.end(true);
      const pids = () => [city.pid, pidOf(city, "ingest"), pidOf(city, "api")].join();
      const before = pids();
      const filler = fill(folder);
      const { bavail, bsize } = statfsSync(folder);
      // What was under way may still have had its room.
      await sleep(1_000);
      const full = await tryWhileFull(city, { byMqtt, byHttp, seconds: long ? 60 : 10 });
      const alive = pids() === before;
      rmSync(filler);
      const resumed = await untilTrue(
        "readings are taken again",
        async () => (await post(city, byHttp, Date.now(), 1)) === 200,
      );
      const changed = await untilTrue("changes are made again", async () => (await addGauges(client, 1)).length === 1);
      await sleep(1_000);
      const { lost, doubled } = await judgeHistory(client, gauges);
      tell(`${bavail * bsize} bytes free while full; answers ${[...full.statuses].join(", ")}`);
      return [
        none("acknowledged while the disk was full", full.acknowledged),
        none(
          "answers over HTTP that are no 503 or 507",
          [...full.statuses].filter((status) => ![503, 507].includes(status)).length,
        ),
        none("refused without saying when to come again", full.withoutAfter),
        exactly("reading goes on", Number(full.reads), 1),
        exactly("the same processes after it", Number(alive), 1),
        within("readings taken again after there was room", resumed, 10),
        within("changes made again after there was room", changed, 30),
        none("acknowledged and not stored", lost),
        none("stored twice", doubled),
      ];
    } finally {
      await city.stop();
      disk.unmount();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Follows every write, read and sync of a process and its threads into a file. */
const startTrace = async (pid: number, file: string): Promise<ChildProcess | { why: string }> => {
  const calls = "trace=read,write,writev,fsync,fdatasync";
  const child = spawn(
    "strace",
    ["-f", "-y", "-xx", "-s", "400", "-e", calls, "-e", "signal=none", "-o", file, "-p", String(pid)],
    { stdio: ["ignore", "ignore", "pipe"] },
  );
  let said = "";
  child.stderr?.on("data", (text: Buffer) => {
    said += text.toString();
  });
  for (let tries = 0; tries < 100; tries += 1) {
    await sleep(100);
    if (child.exitCode !== null) return { why: `strace can't follow here: ${said.trim().split("\n").at(-1)}` };
    if (said.includes("attached")) return child;
  }
  return { why: "strace did not attach within ten seconds" };
};

const lines = 20;

/** Messages one after the other on each line, every one with a number of its own. */
const speakNumbered = async (city: RunningCity, gauges: readonly Gauge[], each: number): Promise<number> => {
  let acknowledged = 0;
  await Promise.all(
    gauges.map(async (gauge, n) => {
      const line = await openRawLine(Number(city.env["MQTT_PORT"]), gauge);
      line.socket.on("error", () => undefined);
      for (let turn = 0; turn < each; turn += 1) {
        const body = Buffer.from(
          JSON.stringify({ at: new Date(Date.now() + turn).toISOString(), v: { level: turn % 90 } }),
        );
        line.socket.write(publishPacket(`up/${gauge.id}`, body, 1 + n * each + turn));
        while (line.acknowledged() <= turn) await sleep(5);
        acknowledged += 1;
      }
      line.socket.destroy();
    }),
  );
  return acknowledged;
};

const stop = async (child: ChildProcess): Promise<void> => {
  const ended = new Promise((done) => child.once("exit", done));
  child.kill("SIGINT");
  await ended;
};

/** Acknowledgements between whose message and themselves nothing was synced to the readings store. */
const countEarly = ({ read, synced, acknowledged }: LineOf): { seen: number; early: number } => {
  let early = 0;
  for (const [id, at] of acknowledged) {
    const from = read.get(id);
    if (from === undefined || !synced.some((when) => when > from && when < at)) early += 1;
  }
  return { seen: acknowledged.size, early };
};

/** F4: no acknowledgement before what it covers was synced. */
const syncedFirst: Fault = {
  what: "every PUBACK follows the sync of its batch, as strace sees it",
  run: async ({ long, tell }): Promise<readonly (FaultFigure | SkippedFault)[]> => {
    const what = "order of syncs and acknowledgements";
    if (!existsSync("/usr/bin/strace")) return [{ what, skipped: "strace (Debian) is not installed" }];
    const folder = makeFolder("trace");
    const city = await startFaultCity();
    try {
      const gauges = await addGauges(openByKey(city), lines);
      await sleep(1_500);
      const file = join(folder, "trace");
      const tracing = await startTrace(pidOf(city, "ingest") ?? 0, file);
      if ("why" in tracing) return [{ what, skipped: tracing.why }];
      const each = long ? 500 : 25;
      const acknowledged = await speakNumbered(city, gauges, each);
      await stop(tracing);
      const { seen, early } = countEarly(readTrace(readFileSync(file, "latin1"), "/readings/"));
      tell(
        `${acknowledged} acknowledged, ${seen} of them seen, ${execFileSync("wc", ["-l", file], { encoding: "utf8" }).split(" ")[0]} calls`,
      );
      return [
        exactly("acknowledgements whose message and sync were followed", seen, lines * each),
        none("acknowledged before a sync of the readings store", early),
      ];
    } finally {
      await city.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** Faults of the disk, by id. */
export const diskFaults: Readonly<Record<string, Fault>> = { F4: syncedFirst, F5: diskFull };
