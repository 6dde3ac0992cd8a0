import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeCity } from "./fake-city.fixture.ts";

const main = new URL("./main.ts", import.meta.url).pathname;
const patience = { timeout: 25_000, interval: 100 };

let city: FakeCity;
let folder: string;
let child: ChildProcess | undefined;

beforeEach(async () => {
  city = new FakeCity();
  await city.open();
  folder = mkdtempSync(join(tmpdir(), "simulator-"));
});

afterEach(async () => {
  child?.kill("SIGKILL");
  await city.close();
  rmSync(folder, { recursive: true });
});

const environment = () => ({
  ...process.env,
  CHENGYUN_URL: city.url,
  MQTT_URL: city.mqttUrl,
  CHENGYUN_KEY_FILE: join(folder, "demo.key"),
});

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    if (fault instanceof Error && "code" in fault && fault.code === "ESRCH") return false;
    throw fault;
  }
};

test("a supervised simulator waits for its key, plays, and ends when told", async () => {
  child = spawn(process.execPath, ["--import", "tsx", main], {
    env: environment(),
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const words: unknown[] = [];
  child.on("message", (word) => words.push(word));
  await vi.waitFor(() => expect(words).toEqual([{ is: "ready" }]), patience);
  expect(city.devices.size).toBe(0);
  writeFileSync(join(folder, "demo.key"), "key\n");
  await vi.waitFor(() => expect(city.heard.length).toBeGreaterThan(20), patience);
  const ended = new Promise((resolve) => child?.once("exit", resolve));
  child.send({ is: "stop" });
  expect(await ended).toBe(0);
});

test("a simulator whose parent was killed does not play on alone", async () => {
  writeFileSync(join(folder, "demo.key"), "key\n");
  const parent = `
    const { spawn } = require("node:child_process");
    const child = spawn(process.execPath, ["--import", "tsx", ${JSON.stringify(main)}], { stdio: "ignore" });
    console.log(child.pid);
    setInterval(() => undefined, 1000);`;
  child = spawn(process.execPath, ["-e", parent], { env: environment(), stdio: ["ignore", "pipe", "inherit"] });
  const pid = await new Promise<number>((resolve) => child?.stdout?.once("data", (text) => resolve(Number(text))));
  await vi.waitFor(() => expect(city.heard.length).toBeGreaterThan(0), patience);
  expect(isAlive(pid)).toBe(true);
  child.kill("SIGKILL");
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), patience);
});
