// `npm run build [-- server simulator cli console citizen field verify]`: what `npm start` runs, into dist/.
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { bundle } from "./bundle.ts";
import { run } from "./run.ts";

const root = resolve(import.meta.dirname, "..");
const dist = join(root, "dist");

const childEntries = (): string[] => {
  const folder = "apps/server/src/processes";
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".ts") && !name.includes(".test"))
    .map((name) => `${folder}/${name}`);
};

const buildWeb = async (app: string): Promise<void> => {
  const result = await run("npx", ["vite", "build", `apps/${app}`, "--emptyOutDir"], { cwd: root });
  if (result.code !== 0) throw new Error(result.output);
};

const parts: Record<string, () => Promise<void>> = {
  console: () => buildWeb("console"),
  citizen: () => buildWeb("citizen"),
  field: () => buildWeb("field"),
  verify: () => buildWeb("verify"),
  server: () => bundle(join(dist, "server"), ["apps/server/src/main.ts", ...childEntries()]),
  simulator: () => bundle(join(dist, "simulator"), ["apps/simulator/src/main.ts", "apps/simulator/src/play.ts"]),
  cli: () => bundle(join(dist, "cli"), ["apps/cli/src/main.ts"]),
};

const timed = async (name: string, work: () => Promise<void>): Promise<boolean> => {
  const started = performance.now();
  const fault = await work().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${fault === undefined ? "built " : "FAILED"} ${name.padEnd(10)} ${seconds} s`);
  if (fault !== undefined) console.error(fault);
  return fault === undefined;
};

const main = async (): Promise<void> => {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !(name in parts));
  if (unknown.length > 0) {
    console.error(`no such part: ${unknown.join(", ")} (there are ${Object.keys(parts).join(", ")})`);
    process.exitCode = 1;
    return;
  }
  const started = new Date();
  mkdirSync(dist, { recursive: true });
  const chosen = Object.entries(parts).filter(([name]) => asked.length === 0 || asked.includes(name));
  const results = await Promise.all(chosen.map(([name, work]) => timed(name, work)));
  if (results.includes(false)) process.exitCode = 1;
  else if (asked.length === 0) {
    const stamp = join(dist, "stamp");
    writeFileSync(stamp, `${started.toISOString()}\n`);
    // A source saved while we were building is newer than this build.
    utimesSync(stamp, started, started);
  }
};

await main();
