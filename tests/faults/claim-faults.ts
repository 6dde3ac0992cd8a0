import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Client, ProblemError } from "@chengyun/client";
import { openByPost } from "../../e2e/support/callers.ts";
import { type RunningCity, root } from "../../e2e/support/running-city.ts";
import { exactly, type Fault, makeChance, none } from "./fault.ts";
import { sleep, startFaultCity } from "./ground.ts";

const workers = 32;
const post = "drainage-handler";
/** Its reports join by thing alone, and ours name none: every task is one of its own. */
const category = "manhole-lid";

interface Task {
  readonly id: string;
  readonly version: number;
}

/** Runs work for each of some things, a few at once. */
const forEach = async <Item>(items: readonly Item[], atOnce: number, work: (item: Item) => Promise<void>) => {
  const left = [...items];
  const turn = async (): Promise<void> => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, turn));
};

/** Cases that wait for their department. */
const dispatchMany = async (officer: Client, count: number): Promise<Task[]> => {
  const department = (await officer.departments()).items.find(({ code }) => code === "drainage-office")?.id;
  const tasks: Task[] = [];
  await forEach([...Array(count).keys()], 8, async () => {
    const position: [number, number] = [112.342 + Math.random() * 0.02, 28.842 + Math.random() * 0.015];
    const { caseId } = await officer.report({ category, position, text: "井盖移位" });
    const { version } = await officer.move({ plural: "cases", id: caseId }, "file", {
      version: 1,
      facts: { "filing-condition": "1" },
    });
    const sent = await officer.move({ plural: "cases", id: caseId }, "dispatch", { version, facts: { department } });
    tasks.push({ id: caseId, version: sent.version });
  });
  return tasks;
};

/** Asks again under the same key until there is an answer: some answers are not waited for, as on a bad line. */
const claim = async (client: Client, task: Task, chance: () => number): Promise<"won" | string> => {
  const key = randomUUID();
  for (let turn = 0; ; turn += 1) {
    const asked = client.move({ plural: "cases", id: task.id }, "accept", { version: task.version, facts: {} }, key);
    const waited = turn < 2 && chance() < 0.3 ? sleep(1 + chance() * 20).then(() => "gone" as const) : undefined;
    const answer = asked.then(
      () => "won" as const,
      (error: unknown) => (error instanceof ProblemError ? error.problem.code : "lost-line"),
    );
    const first = await (waited === undefined ? answer : Promise.race([answer, waited]));
    if (first !== "gone" && first !== "lost-line" && first !== "request.in-progress") return first;
    await sleep(5);
  }
};

/** A worker in a process of its own, stopped between reading and writing. */
const startStopped = async (city: RunningCity, seen: readonly Task[]) => {
  const script = join(root, "tests/faults/claim-worker.ts");
  const child = spawn(process.execPath, ["--import", "tsx", script, city.url, post, JSON.stringify(seen)], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout });
  await once(lines, "line");
  child.kill("SIGSTOP");
  const wake = async (): Promise<{ accepted: number; refused: string[] }> => {
    const said = once(lines, "line");
    child.kill("SIGCONT");
    const [text] = (await said) as [string];
    return JSON.parse(text) as { accepted: number; refused: string[] };
  };
  return { wake, end: () => child.kill("SIGKILL") };
};

/** F16: many claim the same tasks, on bad lines, and one of them slept through it all. */
const claims: Fault = {
  what: `${workers} workers claim the same tasks, with retries, timeouts and one SIGSTOPped worker`,
  run: async ({ long, seed, tell }) => {
    const city = await startFaultCity();
    try {
      const officer = await openByPost(city, "duty-officer");
      const tasks = await dispatchMany(officer, long ? 1_000 : 200);
      tell(`${tasks.length} tasks wait`);
      const sleeper = await startStopped(city, tasks.slice(0, 50));
      const clients = await Promise.all(Array.from({ length: workers }, () => openByPost(city, post)));
      const won = new Map<string, number>();
      const odd: string[] = [];
      await Promise.all(
        clients.map(async (client, n) => {
          const chance = makeChance(seed + n);
          for (const task of tasks.toSorted(() => chance() - 0.5)) {
            const answer = await claim(client, task, chance);
            if (answer === "won") won.set(task.id, (won.get(task.id) ?? 0) + 1);
            else if (answer !== "subject.stale" && answer !== "subject.wrong-stage") odd.push(answer);
          }
        }),
      );
      const { accepted, refused } = await sleeper.wake();
      sleeper.end();
      let entries = 0;
      let wrong = 0;
      await forEach(tasks, 8, async ({ id }) => {
        const taken = (await officer.timeline(id)).items.filter(({ type }) => type === "case.accepted").length;
        entries += taken;
        if (taken !== 1) wrong += 1;
      });
      tell(`answers of another kind: ${[...new Set(odd)].join(", ") || "none"}`);
      return [
        exactly("tasks that one worker was told to have", won.size, tasks.length),
        none("tasks that two workers were told to have", [...won.values()].filter((times) => times > 1).length),
        exactly("acceptances in the journal", entries, tasks.length),
        none("tasks not accepted exactly once", wrong),
        none("answers that were neither yes nor stale", odd.length),
        none("claims of the woken worker that went through", accepted),
        exactly(
          "claims of the woken worker refused as stale",
          refused.filter((code) => code === "subject.stale").length,
          50,
        ),
      ];
    } finally {
      await city.stop();
    }
  },
};

/** Faults of many hands on one thing. */
export const claimFaults: Readonly<Record<string, Fault>> = { F16: claims };
