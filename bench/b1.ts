import { type ChildProcess, execFileSync, fork } from "node:child_process";
import { chmodSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readProfile } from "../apps/server/src/platform/profile.ts";
import { openReadingQueries } from "../apps/server/src/platform/readings/index.ts";
import { openByKey } from "../e2e/support/callers.ts";
import { type RunningCity, root, startCity } from "../e2e/support/running-city.ts";
import { atLeast, atMost, type Bench, type BenchRun, type Figure, plain, type Skipped, summarise } from "./bench.ts";
import { registerFleet, runLoad } from "./mqtt-fleet.ts";
import type { LoadDevice, LoadResult } from "./mqtt-load.ts";

const fleet = { devices: 5_000, judged: 1_000 } as const;
const shortFleet = { devices: 200, judged: 40 } as const;
const least = 15_000;
const share = 0.55;

/** Processor seconds and memory of a process, as the kernel counts them. */
const vitalsOf = (pid: number): { cpuSeconds: number; rssMb: number } => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  const status = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return { cpuSeconds: (Number(stat[11]) + Number(stat[12])) / 100, rssMb: Number(status) / 1_024 };
};

const ingestPid = (city: RunningCity): number => {
  const children = execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(city.pid)], { encoding: "utf8" });
  return Number(/^\s*(\d+).*ingest/m.exec(children)?.[1]);
};

const zoneOf = (): string => {
  const read = readProfile(join(root, "deploy/cities"), "yunze");
  if ("faults" in read) throw new Error(read.faults.join("\n"));
  return read.profile.zone;
};

/** Every acknowledged message is a reading in the store. */
const checkStored = async (city: RunningCity, from: number, result: LoadResult): Promise<void> => {
  const store = openReadingQueries({ socket: join(city.dataDir, "run/readings.sock") }, zoneOf());
  const counts = await store.queries.counts({ from, to: from + 24 * 3_600_000 });
  await store.close();
  const stored = [...counts.values()].reduce((sum, n) => sum + n, 0);
  const acknowledged = result.byDevice.reduce((sum, n) => sum + n, 0);
  if (stored < acknowledged || stored > result.sent)
    throw new Error(`${result.sent} were sent, ${acknowledged} acknowledged, ${stored} are stored`);
};

const startBare = (folder: string): Promise<{ child: ChildProcess; port: number }> =>
  new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, "bare-ingest.ts"), {
      execArgv: ["--import", "tsx"],
      env: { ...process.env, UV_THREADPOOL_SIZE: "16" },
    });
    child.once("message", ({ port }: { port: number }) => resolve({ child, port }));
    child.once("exit", (code) => reject(new Error(`the prototype ended with ${code}`)));
    child.send({ folder });
  });

interface Round {
  readonly ours: LoadResult;
  readonly bare: LoadResult;
  readonly cpuPerMillion: number;
}

const rate = ({ acknowledged, seconds }: LoadResult): number => acknowledged / seconds;

const measure = async (run: BenchRun, city: RunningCity, devices: readonly LoadDevice[]): Promise<Round[]> => {
  const bare = await startBare(run.folder);
  const rounds: Round[] = [];
  const pid = ingestPid(city);
  const port = Number(city.env["MQTT_PORT"]);
  const wish = { devices, perSecond: 0, stream: "level" };
  const seconds = run.seconds;
  await runLoad({ ...wish, port, seconds: Math.min(2, seconds), from: Date.now() });
  for (let round = 0; round < run.rounds; round += 1) {
    const from = Date.now();
    const before = vitalsOf(pid).cpuSeconds;
    const ours = await runLoad({ ...wish, port, seconds, from });
    const cpuPerMillion = ((vitalsOf(pid).cpuSeconds - before) / ours.acknowledged) * 1e6;
    await checkStored(city, from, ours);
    const other = await runLoad({ ...wish, port: bare.port, seconds, from });
    run.tell(
      `${rate(ours).toFixed(0)} messages/s (p50 ${ours.p50.toFixed(0)} p99 ${ours.p99.toFixed(0)} ms), prototype ${rate(other).toFixed(0)} (p99 ${other.p99.toFixed(0)} ms)`,
    );
    rounds.push({ ours, bare: other, cpuPerMillion });
  }
  bare.child.removeAllListeners("exit");
  bare.child.kill();
  return rounds;
};

const report = (run: BenchRun, rounds: readonly Round[], rssMb: number, what: string): Figure[] => {
  const ours = rounds.map((round) => rate(round.ours));
  const peer = summarise(rounds.map((round) => rate(round.bare))).value;
  const messages = atLeast(
    run,
    { what: `messages/s acknowledged after storage, ${what}`, unit: "messages/s", least },
    ours,
  );
  const ratios = rounds.map((round) => rate(round.ours) / rate(round.bare));
  return [
    { ...messages, peer, ratio: messages.value / peer },
    atLeast(run, { what: "of the bare prototype (broker and store only, no fsync)", unit: "×", least: share }, ratios),
    atMost(
      run,
      { what: "PUBACK p99, every device with one message on its way", unit: "ms", most: 400 },
      rounds.map((round) => round.ours.p99),
    ),
    atMost(run, { what: "memory of the ingest process", unit: "MB", most: 1_024 }, [rssMb]),
    plain(
      run,
      { what: "processor of the ingest process", unit: "s per million messages" },
      rounds.map((round) => round.cpuPerMillion),
    ),
  ];
};

/** The named peer is no dependency of ours, and nothing here sets it up yet. */
const peer = (run: BenchRun): Skipped => ({
  id: run.id,
  what: "peer: node-red@4, MQTT to PostgreSQL",
  skipped: "node-red is not installed and its flow is not written",
});

/** B1: durable ingest, one reading a message. */
export const bench: Bench = {
  what: "durable ingest: MQTT QoS 1, one reading a message, own credentials, rules active, fsync on",
  run: async (run): Promise<readonly (Figure | Skipped)[]> => {
    if (!existsSync(join(root, "dist/server/main.mjs")))
      return [{ id: run.id, what: "ingest", skipped: "there is no build: npm run build" }];
    const { devices: count, judged } = run.seconds < 2 ? shortFleet : fleet;
    // The database may run under another account, which must reach its folder.
    chmodSync(run.folder, 0o755);
    const city = await startCity({ dataDir: join(run.folder, "city") });
    try {
      run.tell(`registering ${count} devices`);
      const devices = await registerFleet(openByKey(city), count, judged);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      const rounds = await measure(run, city, devices);
      const what = `${count} devices, ${judged} rules of level and ${count} of silence`;
      return [...report(run, rounds, vitalsOf(ingestPid(city)).rssMb, what), peer(run)];
    } finally {
      await city.stop();
    }
  },
};
