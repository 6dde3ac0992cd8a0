import { spawn } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { run } from "./run.ts";

let folder = "";

const write = (path: string, text: string): string => {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};

const lock = (version: string): string =>
  JSON.stringify({
    packages: { "": {}, "node_modules/zod": { version }, "node_modules/vite": { version, dev: true } },
  });

/** The city's server: says that it is up, and ends with 7 when asked to stop. */
const server = `
process.on("SIGTERM", () => { console.log("stopping"); process.exit(7); });
setInterval(() => {}, 1000);
console.log("up " + process.argv.slice(2));
`;

/** Stands where tsx would: "builds" the server above. */
const builder = `#!/bin/sh
echo building
mkdir -p dist/server && cp server.txt dist/server/main.mjs && touch dist/stamp
`;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "start-"));
  cpSync(join(import.meta.dirname, "start.mjs"), write("scripts/start.mjs", ""));
  for (const name of ["apps", "packages", "packs"]) mkdirSync(join(folder, name));
  write("package-lock.json", lock("4.0.0"));
  write("node_modules/.package-lock.json", lock("4.0.0"));
  write("server.txt", server);
  chmodSync(write("node_modules/.bin/tsx", builder), 0o755);
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const start = (...flags: readonly string[]) => run(process.execPath, [...flags, "scripts/start.mjs"], { cwd: folder });

/** Starts, stops the city as soon as it is up, and gives all that was said. */
const startAndStop = (): Promise<{ code: number | null; said: string }> =>
  new Promise((done) => {
    const child = spawn(process.execPath, ["scripts/start.mjs", "--quiet"], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    const hear = (part: Buffer): void => {
      said += part.toString();
      if (part.toString().includes("up ")) child.kill("SIGTERM");
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.on("close", (code) => done({ code, said }));
  });

test("an old Node is told which one is needed", async () => {
  const pretend = `data:text/javascript,Object.defineProperty(process,"versions",{value:{node:"20.9.0"}})`;
  expect(await start("--import", pretend)).toMatchObject({
    code: 1,
    output: expect.stringContaining("needs Node 20.20.2"),
  });
});

test("without packages it says what to run", async () => {
  rmSync(join(folder, "node_modules/.package-lock.json"));
  expect(await start()).toMatchObject({ code: 1, output: expect.stringContaining("npm ci") });
});

test("packages of another version are named; a development package left out is none", async () => {
  write("package-lock.json", lock("4.1.0"));
  write("node_modules/.package-lock.json", '{ "packages": { "node_modules/zod": { "version": "4.0.0" } } }');
  const { code, output } = await start();
  expect(code).toBe(1);
  expect(output).toContain("(zod)");
});

test("it builds once, runs the city, passes the signal on and gives its exit code", async () => {
  const first = await startAndStop();
  expect(first.said).toMatch(/There is no build yet.*building.*up --quiet.*stopping/s);
  expect(first.code).toBe(7);
  const second = await startAndStop();
  expect(second.said).not.toContain("building");
  expect(second.code).toBe(7);
});

test("a source newer than the build is built again", async () => {
  await startAndStop();
  const later = new Date(Date.now() + 60_000);
  utimesSync(write("apps/server/src/app.ts", ""), later, later);
  expect((await startAndStop()).said).toContain("The sources are newer than the build");
});

test("a build that fails starts nothing", async () => {
  write("node_modules/.bin/tsx", "#!/bin/sh\nexit 3\n");
  expect(await start()).toMatchObject({ code: 3, output: expect.stringContaining("Nothing was started") });
});
