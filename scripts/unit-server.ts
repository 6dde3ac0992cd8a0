// `npm run unit:server [-- files…]`: the server's tests that are given a database, on a throw-away cluster of the system's own PostgreSQL.
import { join, resolve } from "node:path";
import { debianHome, findPostgres, startCluster } from "./debian-postgres.ts";
import { run, runShown } from "./run.ts";
import { storeTests } from "./store-tests.ts";
import { readTree } from "./tree.ts";

const root = resolve(import.meta.dirname, "..");
const main = async (): Promise<number> => {
  const bin = findPostgres();
  if (bin === undefined) {
    console.log(
      `server-engine suite skipped: no PostgreSQL under ${debianHome} (apt-get install postgresql, or PG_BIN)`,
    );
    return 0;
  }
  const { url, stop } = await startCluster(bin);
  try {
    console.log(`server-engine suite on ${(await run(join(bin, "postgres"), ["--version"])).output.trim()}`);
    const asked = process.argv.slice(2);
    const all = asked.some((word) => !word.startsWith("-")) ? [] : storeTests(readTree(root));
    const args = ["run", ...all, ...asked];
    return await runShown("node_modules/.bin/vitest", args, { cwd: root, env: { DATABASE_URL: url } });
  } finally {
    await stop();
  }
};

process.exitCode = await main();
