import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { hour, TestStore } from "./test-store.ts";

/** Writes readings of stream 1 from the time given on, prints each as it is acknowledged, until it is killed. */
const script = `
const { openReadings } = await import(process.argv[1]);
const [engine, from] = [JSON.parse(process.argv[2]), Number(process.argv[3])];
const readings = await openReadings({ engine, zone: "Asia/Shanghai", now: () => from, rollUpEveryMs: 25 });
let at = from;
const send = () => {
  for (let i = 0; i < 50; i++) {
    const mine = at++;
    const late = { stream: 2, at: mine - 7_200_000, value: mine, received: from, quality: 0, outcome: undefined };
    const reading = { stream: 1, at: mine, value: mine, received: from, quality: 0, outcome: undefined };
    readings.writer.append([reading, late], (fault) => { if (!fault) process.stdout.write(mine + "\\n"); });
  }
  setTimeout(send, 5);
};
send();
`;

const store = new TestStore();
let child: ChildProcess | undefined;
afterAll(async () => {
  child?.kill("SIGKILL");
  await store.close();
});

/** Runs the writer, kills it without warning after some acknowledgements, and says which those were. */
const runAndKill = async (from: number, acknowledged: number): Promise<number[]> => {
  const face = new URL("./index.ts", import.meta.url).href;
  child = spawn(
    process.execPath,
    ["--import", "tsx", "--input-type=module", "-e", script, face, JSON.stringify(store.engine), String(from)],
    { stdio: ["ignore", "pipe", "inherit"], cwd: fileURLToPath(new URL(".", import.meta.url)) },
  );
  const { stdout } = child;
  if (stdout === null) throw new Error("The writer has no output.");
  const acks: number[] = [];
  for await (const line of createInterface({ input: stdout })) {
    acks.push(Number(line));
    if (acks.length === acknowledged) child.kill("SIGKILL");
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
  return acks;
};

test("whatever was acknowledged before kill -9 is stored, round after round, and figured", async () => {
  await store.open();
  const acked: number[] = [];
  const start = store.now;
  for (const [round, acknowledged] of [120, 700, 333].entries()) {
    await store.readings.close();
    acked.push(...(await runAndKill(start + round * 1_000_000, acknowledged)));
    await store.open(false);
  }
  const span = { from: start - 3 * hour, to: start + 10 * hour };
  const stored = new Set((await store.readings.queries.readings(1, span, 1_000_000)).map((reading) => reading.at));
  expect(acked.length).toBeGreaterThanOrEqual(1153);
  expect(acked.filter((at) => !stored.has(at))).toEqual([]);
  const late = await store.readings.queries.readings(2, span, 1_000_000);
  for (const made of [false, true]) {
    if (made) await store.readings.rollUp();
    const hours = await store.readings.queries.rollUp([2], "hour", span);
    expect(hours.reduce((sum, bucket) => sum + bucket.n, 0)).toBe(late.length);
  }
}, 120_000);
