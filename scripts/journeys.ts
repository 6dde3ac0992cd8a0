// `npm run journeys [-- files…]`: the journeys of e2e/ in a real browser against the built city.
import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { runShown } from "./run.ts";

const root = resolve(import.meta.dirname, "..");
const browser = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

const main = async (): Promise<number> => {
  if (!existsSync(browser)) {
    console.log(`journeys skipped: there is no browser at ${browser} (apt-get install chromium, or set CHROMIUM)`);
    return 0;
  }
  const folder = join(root, "e2e");
  if (!existsSync(folder) || !readdirSync(folder).some((name) => name.endsWith(".e2e.ts"))) {
    console.error("journeys: e2e/ holds no journey");
    return 1;
  }
  if (!existsSync(join(root, "dist/stamp"))) {
    const built = await runShown("node_modules/.bin/tsx", ["scripts/build.ts"], { cwd: root });
    if (built !== 0) return built;
  }
  const args = ["run", "--config", "vitest.e2e.config.ts", ...process.argv.slice(2)];
  return runShown("node_modules/.bin/vitest", args, { cwd: root, env: { CHROMIUM: browser } });
};

process.exitCode = await main();
