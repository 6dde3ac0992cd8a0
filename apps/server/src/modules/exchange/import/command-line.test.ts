import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { home } from "../../../platform/home.ts";
import { administrator, securityAdministrator } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";

let city: TestCity;
let folder: string;
let url: string;
const mapping = {
  ...{ kind: "things", source: "lots", system: "wgs-84", delimiter: ";", headings: 2 },
  fields: {
    ref: { text: "lots/{nr}" },
    type: { is: "car-park" },
    name: "name",
    at: { x: "lon", y: "lat" },
    attributes: { places: "places" },
  },
};

beforeAll(async () => {
  city = await openTestCity({ ground: true });
  url = await city.app.listen({ host: "127.0.0.1", port: 0 });
  folder = mkdtempSync(join(tmpdir(), "chengyun-command-line-"));
  const asked = { name: "进数", scopes: ["imports.run"] };
  const { body } = await city.call(securityAdministrator(), "POST", "/api/v1/keys", asked);
  writeFileSync(join(folder, "key"), body.secret);
  writeFileSync(join(folder, "lots.json"), JSON.stringify(mapping));
});
afterAll(async () => {
  await city.close();
  rmSync(folder, { recursive: true });
});

const start = (file: string): { child: ChildProcess; ended: Promise<number | undefined> } => {
  const own = ["--map", join(folder, "lots.json"), "--key-file", join(folder, "key"), "--url", url];
  const program = join(home, "apps/cli/bin/chengyun.mjs");
  const child = spawn(process.execPath, [program, "import", "things", file, ...own], { cwd: home, stdio: "ignore" });
  return { child, ended: new Promise((done) => child.once("exit", (code) => done(code ?? undefined))) };
};

const keeper = administrator({ permissions: ["imports.run"] });
const showRun = async () => (await city.call(keeper, "GET", "/api/v1/import-runs")).body.items.at(-1);

const untilBatches = async (wanted: number): Promise<void> => {
  for (let tries = 0; tries < 3_000; tries += 1) {
    if (((await showRun())?.batches ?? 0) >= wanted) return;
    await sleep(10);
  }
  throw new Error("no batch came");
};

/** Three processes start, each with all its sources. */
const patienceMs = 120_000;

test(
  "an import killed and run again tells what was refused before, its exit code says so, and mended it comes in",
  async () => {
    const rows = Array.from({ length: 3_000 }, (_, n) => `${n};lot ${n};${112.34 + (n % 100) / 10_000};28.85;10`);
    // The first batch holds a lot in Paris and one with words for places; the file ends with a torn row.
    rows.splice(1, 2, "p;Paris;2.35;48.85;10", "m;Many;112.34;28.85;many");
    const file = join(folder, "lots.csv");
    writeFileSync(file, `Car parks;;;;\nnr;name;lon;lat;places\n${[...rows, "t;torn"].join("\n")}\n`);

    const first = start(file);
    await untilBatches(2);
    first.child.kill("SIGKILL");
    await first.ended;
    expect(await start(file).ended).toBe(5);

    expect(await showRun()).toMatchObject({ stage: "ended", rejects: 3, counts: { refused: 2 } });
    const rejects = join(folder, "lots.rejects.csv");
    const text = readFileSync(rejects, "utf8");
    expect(text.split("\r\n").map((line) => line.split(",").slice(0, 7).join(","))).toEqual([
      "\uFEFFnr,name,lon,lat,places,line,field",
      "p,Paris,2.35,48.85,10,4,lots/p",
      "m,Many,112.34,28.85,many,5,places",
      "t,torn,,,,3003,",
      "",
    ]);

    const mended = text.replace("2.35,48.85", "112.34,28.85").replace(",many,", ",7,");
    writeFileSync(rejects, mended.replace(/t,torn.*\r\n/, ""));
    expect(await start(rejects).ended).toBe(0);
    const { rows: found } = await city.database.pool.query("SELECT ref FROM things WHERE ref IN ('lots/p', 'lots/m')");
    expect(found).toHaveLength(2);
  },
  patienceMs,
);
