import { spawn } from "node:child_process";
import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateIdentity, identityToRecipient } from "age-encryption";
import { openBeside } from "../../e2e/support/database.ts";
import { makeFolder, type RunningCity, root } from "../../e2e/support/running-city.ts";
import { exactly, type Fault, type FaultFigure, none, within } from "./fault.ts";
import {
  addGauges,
  alarmsOf,
  type Gauge,
  openByKey,
  openLine,
  send,
  sleep,
  startFaultCity,
  untilTrue,
} from "./ground.ts";
import { judgeHistory } from "./history.ts";

interface Ended {
  readonly code: number | null;
  readonly said: string;
  readonly seconds: number;
}

const isBuilt = process.env["FAULTS_FROM"] !== "source" && existsSync(join(root, "dist/cli/main.mjs"));

/** Runs a program of ours to its end, however that comes. */
const runOurs = async (
  built: string,
  source: string,
  { args, env }: { readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv },
): Promise<Ended> => {
  const began = performance.now();
  const start = isBuilt ? [join(root, built)] : ["--import", "tsx", join(root, source)];
  const child = spawn(process.execPath, [...start, ...args], {
    cwd: root,
    env: { ...process.env, LANG: "C", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (text: Buffer) => {
      said += text.toString();
    });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, said, seconds: (performance.now() - began) / 1_000 };
};

const chengyun = (args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> =>
  runOurs("dist/cli/main.mjs", "apps/cli/src/main.ts", { args, env });

/** Folders of a test, and a key that is nowhere else. */
interface Ground {
  readonly folder: string;
  readonly backups: string;
  readonly data: string;
  readonly env: NodeJS.ProcessEnv;
}

const prepare = async (): Promise<Ground> => {
  const folder = makeFolder("backup");
  const identity = await generateIdentity();
  writeFileSync(join(folder, "identity"), `${identity}\n`, { mode: 0o600 });
  const env = {
    BACKUP_RECIPIENT: await identityToRecipient(identity),
    BACKUP_IDENTITY_FILE: join(folder, "identity"),
  };
  return { folder, backups: join(folder, "backups"), data: join(folder, "restored"), env };
};

const failAt = ({ folder }: Ground, point: string): NodeJS.ProcessEnv => ({
  FAIL_POINT: point,
  FAIL_POINT_MARK: join(folder, `mark-${point.replace(":", "-")}`),
});

/** Whole backups, and folders that hold something else than a whole one. */
const countBackups = ({ backups }: Ground): { whole: number; begun: number } => {
  const names = existsSync(backups)
    ? readdirSync(backups).flatMap((city) => readdirSync(join(backups, city)).map((name) => join(backups, city, name)))
    : [];
  const whole = names.filter((name) => existsSync(join(name, "backup.json"))).length;
  return { whole, begun: names.length - whole };
};

/** The step of the schema that the city under test has not made yet: it removes indexes. */
const lateStep = "202611291800-platform-fewer-indexes";

/** From now on the city's backups are of the version before a step: what restores them makes the schema of then. */
const forgetStep = async (city: RunningCity): Promise<void> => {
  const { pool, close } = openBeside(city);
  await pool.query("DELETE FROM migrations WHERE name = $1", [lateStep]);
  await close();
};

const hasStep = async (city: RunningCity): Promise<boolean> => {
  const { pool, close } = openBeside(city);
  const { rowCount } = await pool.query("SELECT FROM migrations WHERE name = $1", [lateStep]);
  await close();
  return rowCount === 1;
};

/** Keeps gauges speaking until told to stop. */
const keepSpeaking = (city: RunningCity, gauges: readonly Gauge[]): (() => Promise<void>) => {
  let running = true;
  const lines = gauges.map((gauge) => openLine(city, gauge));
  const speaking = gauges.map(async (gauge, n) => {
    const line = lines[n];
    for (let turn = 0; running; turn += 1) {
      if (line !== undefined) await send(line, gauge, Date.now(), { level: turn % 100, lid: 1 }).catch(() => undefined);
      await sleep(10);
    }
  });
  return async () => {
    running = false;
    await Promise.race([Promise.all(speaking), sleep(10_000)]);
    for (const line of lines) line.end(true);
  };
};

interface Taken {
  readonly figures: FaultFigure[];
  /** What was acknowledged before the whole backup began. */
  readonly gauges: readonly Gauge[];
  readonly alarms: number;
}

/** Under load: a backup that is killed at each step counts for nothing, the next one is whole. */
const takeBackups = async (ground: Ground, points: readonly string[]): Promise<Taken> => {
  const city = await startFaultCity();
  try {
    const client = openByKey(city);
    const gauges = await addGauges(client, 3);
    await sleep(1_500);
    await forgetStep(city);
    const stopSpeaking = keepSpeaking(city, gauges);
    await untilTrue("alarms", async () => (await alarmsOf(client, gauges, "manhole-lid-open")).length === 3);
    const args = ["backup", "--data", city.dataDir, "--to", ground.backups];
    let taken = 0;
    for (const point of points) {
      await chengyun(args, { ...ground.env, ...failAt(ground, point) });
      taken += countBackups(ground).whole;
    }
    const before = gauges.map((gauge) => ({ ...gauge, history: gauge.history.copy() }));
    const made = await chengyun(args, ground.env);
    const { whole, begun } = countBackups(ground);
    await stopSpeaking();
    return {
      gauges: before,
      alarms: 3,
      figures: [
        none("killed backups that count as whole", taken),
        exactly("exit code of the backup after them", made.code ?? -1, 0),
        exactly("whole backups then", whole, 1),
        none("rests of killed ones then", begun),
      ],
    };
  } finally {
    await city.stop();
  }
};

/** A restore that is killed leaves no city, and the same restore again brings it to its end. */
const restore = async (ground: Ground, points: readonly string[]): Promise<FaultFigure[]> => {
  const args = ["restore", ground.backups, "--data", ground.data];
  let started = 0;
  for (const point of points) {
    await chengyun(args, { ...ground.env, ...failAt(ground, point) });
    const start = await runOurs("dist/server/main.mjs", "apps/server/src/main.ts", {
      args: [],
      env: { DATA_DIR: ground.data, PORT: "0", MQTT_PORT: "0" },
    });
    if (start.code !== 2 || !start.said.includes("did not come to its end")) started += 1;
  }
  const restored = await chengyun(args, ground.env);
  const again = await chengyun(args, ground.env);
  return [
    none("half-restored directories that started, or refused without saying why", started),
    exactly("exit code of the restore after them", restored.code ?? -1, 0),
    within("the restore", restored.seconds, 900),
    exactly("a restore over a city is refused", Number(again.code === 1 && again.said.includes("not empty")), 1),
  ];
};

/** The restored city's first start makes the step it lacks, is killed in the middle of it, and comes up all the same. */
const upgrade = async (ground: Ground, taken: Taken): Promise<FaultFigure[]> => {
  const point = failAt(ground, "migration:1");
  const env = { CITIES_DIR: join(ground.data, "city"), ...point };
  const city = await startFaultCity({ dataDir: ground.data, env });
  try {
    const client = openByKey(city);
    const { lost, doubled } = await judgeHistory(client, taken.gauges);
    const alarms = await alarmsOf(client, taken.gauges, "manhole-lid-open");
    const [entry] = (await client.journal({ type: "backup.restored" })).items;
    const size = Number(entry?.changes?.["size"]);
    const now = Number((await client.checkpoint()).split("\n")[1]);
    const { fromRoot } = await client.consistency(size, now);
    return [
      exactly("killed in the middle of a step of the schema", Number(existsSync(point["FAIL_POINT_MARK"] ?? "")), 1),
      exactly("the step was made by the next start", Number(await hasStep(city)), 1),
      none("acknowledged before the backup and not restored", lost),
      none("restored twice", doubled),
      exactly("alarms", alarms.length, taken.alarms),
      exactly("the journal goes on from the backup's root", Number(fromRoot === entry?.changes?.["root"]), 1),
    ];
  } finally {
    await city.stop();
  }
};

/** F24: a backup under load, a restore on an empty machine and an upgrade, each killed in the middle. */
const backupAndRestore: Fault = {
  what: "kill -9 in the middle of a backup, of a restore, of a step of the schema",
  run: async ({ long, tell }) => {
    const ground = await prepare();
    try {
      const taken = await takeBackups(
        ground,
        long ? ["backup-snapshot", "backup-volume", "backup-manifest"] : ["backup-manifest"],
      );
      tell("backed up under load");
      const restored = await restore(
        ground,
        long ? ["restore-table:1", "restore-table:30", "restore-verify"] : ["restore-table:30"],
      );
      tell("restored");
      return [...taken.figures, ...restored, ...(await upgrade(ground, taken))];
    } finally {
      rmSync(ground.folder, { recursive: true, force: true });
    }
  },
};

export const backupFaults: Readonly<Record<string, Fault>> = { F24: backupAndRestore };
