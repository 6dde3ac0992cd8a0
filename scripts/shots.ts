// `npm run shots [-- screens… --language zh|en --theme light|dark --readme]`: PNGs of every screen, size, language and theme into shots/.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { runShown } from "./run.ts";

const root = resolve(import.meta.dirname, "..");

const main = async (): Promise<number> => {
  if (!existsSync(join(root, "dist/stamp"))) {
    const built = await runShown("node_modules/.bin/tsx", ["scripts/build.ts"], { cwd: root });
    if (built !== 0) return built;
  }
  return runShown("node_modules/.bin/tsx", ["e2e/shots.ts", ...process.argv.slice(2)], { cwd: root });
};

process.exitCode = await main();
