import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { FakeCity } from "../apps/simulator/src/fake-city.fixture.ts";
import { bundle } from "./bundle.ts";

// Below the root, where npm's packages and deploy/ are found, as dist/ is.
const built = resolve(import.meta.dirname, "../node_modules/.cache/built-play");

let city: FakeCity;
let home: string;

beforeAll(async () => {
  await bundle(join(built, "cli"), ["apps/cli/src/main.ts"]);
  await bundle(join(built, "simulator"), ["apps/simulator/src/main.ts", "apps/simulator/src/play.ts"]);
}, 120_000);

afterAll(() => rmSync(built, { recursive: true, force: true }));

beforeEach(async () => {
  city = new FakeCity();
  await city.open();
  home = mkdtempSync(join(tmpdir(), "built-play-"));
  mkdirSync(join(home, "data/yunze/keys"), { recursive: true });
  writeFileSync(join(home, "data/yunze/keys/demo.key"), "secret\n");
});

afterEach(async () => {
  await city.close();
  rmSync(home, { recursive: true, force: true });
});

/** Runs the built command in the folder of `data/`, asks it to stop at its first line, and answers all it said. */
const play = async (...args: readonly string[]): Promise<string> => {
  const { DATA_DIR: _, CITY: __, CHENGYUN_KEY: ___, CHENGYUN_KEY_FILE: ____, ...env } = process.env;
  const where = ["--url", city.url, "--mqtt", city.mqttUrl];
  const child = spawn(process.execPath, [join(built, "cli/main.mjs"), "play", ...args, ...where], { cwd: home, env });
  let said = "";
  const hear = (chunk: Buffer): void => {
    said += chunk.toString();
    if (said.includes("\n")) child.kill("SIGTERM");
  };
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  await new Promise((done) => child.once("close", done));
  return said;
};

test("a built installation plays from the folder its data lies in, and writes the truth where it was asked to", async () => {
  const said = await play("sensor-dies", "--truth", "truth.json");
  expect(said).toContain("alarms must come");
  expect(JSON.parse(readFileSync(join(home, "truth.json"), "utf8"))).toHaveProperty("alarms");
  expect(existsSync(join(home, "data/yunze/claims.json"))).toBe(false);
}, 60_000);

test("a file that can't be written is called that, and the city is not blamed", async () => {
  const said = await play("sensor-dies", "--truth", "no/such/folder/truth.json");
  expect(said).toContain("A file could not be read or written");
  expect(said).not.toContain("does not answer");
}, 60_000);
