import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeFolder, type RunningCity, root } from "../../e2e/support/running-city.ts";
import { exactly, type Fault, type FaultFigure, makeChance, none, speed, within } from "./fault.ts";
import {
  addGauges,
  alarmsOf,
  killHard,
  openByKey,
  openLine,
  post,
  send,
  sleep,
  startFaultCity,
  untilTrue,
} from "./ground.ts";
import { judgeHistory } from "./history.ts";

const victims = ["ingest", "postgres", "api"] as const;

/** F1: processes are killed at random moments while gauges speak. */
const randomKills: Fault = {
  what: "kill -9 of ingest, database, api at random moments under load",
  run: async ({ long, rounds, seed, tell }) => {
    const chance = makeChance(seed);
    const city = await startFaultCity();
    try {
      const client = openByKey(city);
      const gauges = await addGauges(client, 12);
      await sleep(1_500);
      const lines = gauges.map((gauge) => openLine(city, gauge));
      let running = true;
      const speaking = gauges.map(async (gauge, n) => {
        const line = lines[n];
        for (let turn = 0; running; turn += 1) {
          if (line !== undefined) await send(line, gauge, Date.now(), { level: turn % 100 }).catch(() => undefined);
          if (turn % 10 === 0) await post(city, gauge, Date.now() + 1, (turn % 100) + 0.5);
          await sleep(5);
        }
      });
      let slowest = 0;
      for (let round = 0; round < rounds; round += 1) {
        await sleep(500 + chance() * 2_000);
        const victim = victims[Math.floor(chance() * victims.length)] ?? "ingest";
        killHard(city, victim);
        await sleep(50);
        const ready = await untilTrue(`ready after ${victim}`, async () => {
          await client.things({ limit: 1 });
          return (await post(city, gauges[0] ?? never(), Date.now() + 2, 3)) === 200;
        });
        slowest = Math.max(slowest, ready);
        tell(`round ${round + 1}: ${victim} killed, ready again after ${ready.toFixed(1)} s`);
      }
      await sleep(1_000);
      running = false;
      await Promise.race([Promise.all(speaking), sleep(20_000)]);
      for (const line of lines) line.end(true);
      const { lost, doubled, madeUp } = await judgeHistory(client, gauges);
      const acknowledged = gauges.reduce((sum, gauge) => sum + gauge.history.count("acknowledged"), 0);
      tell(`${acknowledged} acknowledged`);
      return [
        none("acknowledged and not stored", lost),
        none("stored twice", doubled),
        none("stored and never sent", madeUp),
        speed(within("slowest return", slowest, 10), long),
      ];
    } finally {
      await city.stop();
    }
  },
};

const never = (): never => {
  throw new Error("no gauge");
};

/** The steps between a reading and its case at which the process ends. */
const points = ["receive", "batch", "store", "ack", "rule", "alarm", "report", "case"] as const;

const killAt = async (point: string, nth: number): Promise<{ lost: number; doubled: number; wrong: number }> => {
  const folder = mkdtempSync(join(tmpdir(), "chengyun-mark-"));
  const mark = join(folder, "mark");
  const city = await startFaultCity({ env: { FAIL_POINT: `${point}:${nth}`, FAIL_POINT_MARK: mark } });
  try {
    const client = openByKey(city);
    const gauges = await addGauges(client, 3);
    await sleep(1_500);
    const lines = gauges.map((gauge) => openLine(city, gauge));
    for (let turn = 0; turn < 5; turn += 1)
      await Promise.all(
        gauges.map(async (gauge, n) => {
          const line = lines[n];
          const lid = turn < 2 ? 0 : 1;
          if (line !== undefined) await send(line, gauge, Date.now(), { level: 10 + turn, lid });
        }),
      );
    await untilTrue(`${point}: every open lid has its alarm and its case`, async () => {
      const alarms = await alarmsOf(client, gauges, "manhole-lid-open");
      return alarms.length >= 3 && alarms.every(({ caseId }) => caseId !== undefined);
    });
    for (const line of lines) line.end(true);
    const alarms = await alarmsOf(client, gauges, "manhole-lid-open");
    const cases = new Set(alarms.map(({ caseId }) => caseId));
    const all = await client.cases({ category: "manhole-lid", limit: 100 });
    const wrong =
      Math.abs(alarms.length - 3) +
      Math.abs(cases.size - 3) +
      Math.abs(all.items.length - 3) +
      (existsSync(mark) ? 0 : 1);
    return { ...(await judgeHistory(client, gauges)), wrong };
  } finally {
    await city.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

/** F2: the process ends at each step from reading to case. */
const everyStep: Fault = {
  what: "kill -9 at every step: receive, batch, store, ack, rule, alarm, report, case",
  run: async ({ long, rounds, seed, tell }) => {
    const chance = makeChance(seed);
    const figures: FaultFigure[] = [];
    for (const point of points) {
      const total = { lost: 0, doubled: 0, wrong: 0 };
      for (let round = 0; round < (long ? rounds : 1); round += 1) {
        const nth = 1 + Math.floor(chance() * 2);
        const { lost, doubled, wrong } = await killAt(point, nth);
        total.lost += lost;
        total.doubled += doubled;
        total.wrong += wrong;
        tell(`${point}:${nth}: lost ${lost}, doubled ${doubled}, wrong alarms or cases ${wrong}`);
      }
      figures.push(
        none(`${point}: lost, doubled, alarms or cases not exactly once`, total.lost + total.doubled + total.wrong),
      );
    }
    return figures;
  },
};

/** F20: a second start on a data directory in use. */
const secondStart: Fault = {
  what: "two starts on one data directory",
  run: async ({ long }) => {
    const city = await startFaultCity();
    try {
      const began = performance.now();
      const second = spawn(process.execPath, [join(root, "dist/server/main.mjs")], {
        env: { ...process.env, ...city.env },
        stdio: ["ignore", "ignore", "pipe"],
      });
      let said = "";
      second.stderr.on("data", (text: Buffer) => {
        said += text.toString();
      });
      const code = await new Promise<number | null>((resolve) => second.once("exit", resolve));
      const seconds = (performance.now() - began) / 1_000;
      const client = openByKey(city);
      const isUp = (await client.things({ limit: 1 })).items.length > 0;
      return [
        exactly("exit code of the second", code ?? -1, 3),
        exactly("says which process holds the directory", Number(/in use by process \d+/.test(said)), 1),
        speed(within("the second's whole life, its start included", seconds, 5), long),
        exactly("the first still answers", Number(isUp), 1),
      ];
    } finally {
      await city.stop();
    }
  },
};

const restartSeconds = async (city: RunningCity, gauge: Parameters<typeof post>[1]): Promise<number> =>
  untilTrue("ingest is back", async () => (await post(city, gauge, Date.now(), 5)) === 200);

/** F21: the operations store or the readings store goes away. */
const storeAway: Fault = {
  what: "operations store or readings store killed",
  run: async ({ long, tell }) => {
    const city = await startFaultCity();
    try {
      const client = openByKey(city);
      const [gauge, other] = await addGauges(client, 2);
      if (gauge === undefined || other === undefined) return [];
      await sleep(1_500);
      killHard(city, "ingest");
      const refused = await post(city, gauge, Date.now(), 5);
      const back = await restartSeconds(city, gauge);
      tell(`ingest was back after ${back.toFixed(1)} s`);
      const line = openLine(city, other);
      await send(line, other, Date.now(), { level: 7, lid: 0 });
      killHard(city, "database");
      killHard(city, "postgres");
      const began = performance.now();
      let whileAway = 0;
      while (performance.now() - began < 1_500) {
        await send(line, other, Date.now(), { level: 8, lid: 1 });
        whileAway += 1;
      }
      const followed = await untilTrue(
        "the alarm follows",
        async () => (await alarmsOf(client, [other], "manhole-lid-open")).length > 0,
      );
      tell(
        `${whileAway} acknowledged while the operations store was away; its alarm came ${followed.toFixed(1)} s later`,
      );
      line.end(true);
      const { lost, doubled } = await judgeHistory(client, [gauge, other]);
      return [
        exactly("answer over HTTP while ingest was away", refused, 503),
        speed(within("ingest back", back, 5), long),
        {
          what: "acknowledged while the operations store was away",
          value: whileAway,
          unit: "",
          reach: "> 0",
          met: whileAway > 0,
        },
        exactly("alarms that followed", (await alarmsOf(client, [other], "manhole-lid-open")).length, 1),
        none("acknowledged and not stored", lost),
        none("stored twice", doubled),
      ];
    } finally {
      await city.stop();
    }
  },
};

/** F15: standing alarms over a restart of everything. */
const standingAlarms: Fault = {
  what: "standing alarms over a restart of everything",
  run: async ({ long, tell }) => {
    const dataDir = makeFolder("standing");
    const count = long ? 1_000 : 40;
    try {
      const first = await startFaultCity({ dataDir });
      const client = openByKey(first);
      const gauges = await addGauges(client, count);
      await sleep(1_500);
      await Promise.all(
        gauges.map(async (gauge) => {
          const line = openLine(first, gauge);
          await send(line, gauge, Date.now(), { level: 5, lid: 1 });
          line.end(true);
        }),
      );
      await untilTrue(
        "all lids raised",
        async () => (await alarmsOf(client, gauges, "manhole-lid-open")).length === count,
      );
      await sleep(500);
      const before = await alarmsOf(client, gauges, "manhole-lid-open");
      const entriesBefore = await countEntries(first);
      await first.stop();
      const second = await startFaultCity({ dataDir });
      try {
        await sleep(3_000);
        const after = await alarmsOf(openByKey(second), gauges, "manhole-lid-open");
        const same = (alarm: (typeof before)[number]) =>
          after.some(
            ({ id, stage, severity }) => id === alarm.id && stage === alarm.stage && severity === alarm.severity,
          );
        tell(`${before.length} alarms before, ${after.length} after`);
        return [
          exactly("alarms with the same id, stage and severity", before.filter(same).length, count),
          exactly("alarms after the restart", after.length, count),
          none("alarm entries more than before", (await countEntries(second)) - entriesBefore),
        ];
      } finally {
        await second.stop();
      }
    } finally {
      rmSync(dataDir, { recursive: true, force: true });
    }
  },
};

const countEntries = async (city: RunningCity): Promise<number> => {
  const { openByPost, listAll } = await import("../../e2e/support/callers.ts");
  const officer = await openByPost(city, "duty-officer");
  const entries = await listAll((after) =>
    officer.journal({ limit: 500, ...(after === undefined ? {} : { after }) } as never),
  );
  return entries.filter(({ type }) => type.startsWith("alarm.")).length;
};

export const processFaults: Readonly<Record<string, Fault>> = {
  F1: randomKills,
  F2: everyStep,
  F15: standingAlarms,
  F20: secondStart,
  F21: storeAway,
};
