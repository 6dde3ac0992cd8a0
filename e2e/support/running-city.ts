import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "../../scripts/run.ts";
import { findFreePort } from "./port.ts";

/** This repository. */
export const root = resolve(import.meta.dirname, "../..");

/** What a city is started with; what is left out is a fresh Yunze without its simulator. */
export interface CityWishes {
  readonly profile?: "yunze" | "coast" | "boston";
  /** `true`: its devices speak; `life`: people live in it, too. */
  readonly simulator?: boolean | "life";
  /** Kept when the city stops; otherwise a temporary folder that is removed. */
  readonly dataDir?: string;
  readonly port?: number;
  /** Tree whose build is started. */
  readonly home?: string;
  /** Started instead of the build, e.g. `npm start`. */
  readonly command?: readonly [program: string, ...args: string[]];
  readonly env?: NodeJS.ProcessEnv;
  readonly readyWithinMs?: number;
}

/** A whole server in processes of its own. */
export interface RunningCity {
  readonly url: string;
  readonly dataDir: string;
  readonly home: string;
  readonly pid: number;
  /** What a command needs to reach it. */
  readonly env: NodeJS.ProcessEnv;
  /** Everything it has said so far. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

/** Settings of whoever started us must not reach the city. */
const ours = ["DATABASE_URL", "CLICKHOUSE_URL", "INGEST_PORT", "LOG_LEVEL", "NODE_ENV", "VITEST", "CHENGYUN_KEY"];

const cleanEnv = (set: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.includes(name))),
  ...set,
});

/** A temporary folder that the database's own account can enter too. */
export const makeFolder = (name: string): string => {
  const folder = mkdtempSync(join(tmpdir(), `chengyun-${name}-`));
  chmodSync(folder, 0o755);
  return folder;
};

const patienceMs = 30_000;

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

const endChild = async (child: ChildProcess): Promise<void> => {
  if (hasEnded(child)) return;
  const ended = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  const killer = setTimeout(() => child.kill("SIGKILL"), patienceMs);
  await ended;
  clearTimeout(killer);
};

const tail = (log: string): string => log.split("\n").slice(-30).join("\n");

/** Until the supervisor says that the city is up, with all its children. */
const awaitReady = async (child: ChildProcess, log: () => string, withinMs: number): Promise<void> => {
  const until = Date.now() + withinMs;
  while (!/ is up: http/.test(log())) {
    if (hasEnded(child)) throw new Error(`the city ended with code ${child.exitCode}:\n${tail(log())}`);
    if (Date.now() > until) throw new Error(`the city is not up after ${withinMs / 1_000} s:\n${tail(log())}`);
    await sleep(50);
  }
};

const buildOf = (home: string): readonly [string, ...string[]] => {
  const main = join(home, "dist/server/main.mjs");
  if (!existsSync(main)) throw new Error(`${main} is not there: npm run build`);
  return [process.execPath, "--enable-source-maps", main];
};

const spawnCity = (command: readonly [string, ...string[]], cwd: string, env: NodeJS.ProcessEnv) => {
  const [program, ...args] = command;
  const child = spawn(program, args, { cwd, env: cleanEnv(env), stdio: ["ignore", "pipe", "pipe"] });
  const parts: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8");
    stream.on("data", (text: string) => parts.push(text));
  }
  const end = (): void => void child.kill("SIGTERM");
  process.once("exit", end);
  child.once("exit", () => process.off("exit", end));
  return { child, log: () => parts.join("") };
};

/** Starts a city on free ports and waits until it is up. */
export const startCity = async (wishes: CityWishes = {}): Promise<RunningCity> => {
  const profile = wishes.profile ?? "yunze";
  const home = wishes.home ?? root;
  const dataDir = wishes.dataDir ?? makeFolder(profile);
  const [port, mqttPort] = [wishes.port ?? (await findFreePort()), await findFreePort()];
  mkdirSync(dataDir, { recursive: true });
  chmodSync(dataDir, 0o755);
  const env = {
    CITY: profile,
    DATA_DIR: dataDir,
    HOST: "127.0.0.1",
    PORT: String(port),
    MQTT_PORT: String(mqttPort),
    SIMULATOR: wishes.simulator === "life" ? "on" : wishes.simulator === true ? "quiet" : "off",
    DEMO_CITY: "quarter",
    SHARED_DATA: process.env["SHARED_DATA"] ?? resolve(root, "../shared/data"),
    ...wishes.env,
  };
  const { child, log } = spawnCity(wishes.command ?? buildOf(home), home, env);
  const removeFolder = (): void => {
    if (wishes.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
  };
  const stop = async (): Promise<void> => {
    await endChild(child);
    removeFolder();
  };
  await awaitReady(child, log, wishes.readyWithinMs ?? 120_000).catch(async (fault: unknown) => {
    await stop();
    throw fault;
  });
  return { url: `http://127.0.0.1:${port}`, dataDir, home, pid: child.pid ?? 0, env, log, stop };
};

/** Runs `npx chengyun …` against a city; gives its exit code and all it said. */
export const runCli = (city: Pick<RunningCity, "home" | "env">, ...args: readonly string[]) =>
  run(process.execPath, [join(city.home, "apps/cli/bin/chengyun.mjs"), ...args], { cwd: city.home, env: city.env });
