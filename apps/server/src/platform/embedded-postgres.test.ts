import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Hopeless } from "./child.ts";
import { type EmbeddedPostgresOptions, startEmbeddedPostgres } from "./embedded-postgres.ts";

let root: string;
let options: EmbeddedPostgresOptions;

beforeEach(() => {
  // The engine's own account, which is not root, has to reach it; a socket's path is short.
  root = mkdtempSync("/tmp/cluster-");
  chmodSync(root, 0o755);
  mkdirSync(join(root, "run"));
  options = {
    dataDir: join(root, "database"),
    socketDir: join(root, "run"),
    user: "city",
    database: "city",
    password: "a password",
    onLine: () => undefined,
  };
});

afterEach(() => rmSync(root, { recursive: true, force: true, maxRetries: 10 }));

/** A first start in a process group of its own, so that all of it can be killed at once. */
const startElsewhere = (then = ""): ChildProcess => {
  const { dataDir, socketDir, user, database, password } = options;
  const given = JSON.stringify({ dataDir, socketDir, user, database, password });
  const code = `import { startEmbeddedPostgres } from ${JSON.stringify(new URL("embedded-postgres.ts", import.meta.url))};
    await startEmbeddedPostgres({ ...${given}, onLine: () => undefined }); ${then}`;
  return spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
    detached: true,
    stdio: "ignore",
  });
};

/** Whether any folder below the root has begun to be a cluster. */
const isBegun = (): boolean => readdirSync(root).some((name) => existsSync(join(root, name, "PG_VERSION")));

test("a city that was killed while its first database was being made starts the next time, and leaves nothing of it", async () => {
  const killed = startElsewhere();
  const ended = new Promise((done) => killed.once("exit", done));
  while (!isBegun() && killed.exitCode === null) await new Promise((wait) => setTimeout(wait, 5));
  process.kill(-(killed.pid ?? 0), "SIGKILL");
  await ended;

  const engine = await startEmbeddedPostgres(options);
  await engine.stop();
  expect(readdirSync(root).sort()).toEqual(["database", "run"]);
}, 120_000);

test("an engine does not outlive a process that ended before it had learnt to stop it", async () => {
  const ending = startElsewhere("process.exit(0)");
  await new Promise((done) => ending.once("exit", done));
  while (existsSync(join(options.dataDir, "postmaster.pid"))) await new Promise((wait) => setTimeout(wait, 20));
  expect(readdirSync(root).sort()).toEqual(["database", "run"]);
}, 120_000);

test("a folder that holds something else is never made a database, and nothing in it is touched", async () => {
  mkdirSync(options.dataDir);
  writeFileSync(join(options.dataDir, "letters.txt"), "mine");
  await expect(startEmbeddedPostgres(options)).rejects.toThrow(Hopeless);
  expect(readdirSync(options.dataDir)).toEqual(["letters.txt"]);
});
