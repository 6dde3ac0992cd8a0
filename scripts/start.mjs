// `npm start`: plain Node without dependencies, so that it can say what is missing when nothing is installed.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { constants } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "..");
const needed = "20.20.2";
const entry = join(root, "dist/server/main.mjs");
const stamp = join(root, "dist/stamp");

const say = (line) => process.stderr.write(`${line}\n`);

const isOlder = (version, than) => {
  const [a, b] = [version, than].map((text) => text.split(".").map(Number));
  const at = a.findIndex((part, place) => part !== b[place]);
  return at >= 0 && a[at] < b[at];
};

/** Packages the lock file asks for that are absent or of another version; undefined when nothing was installed. */
const staleInstall = () => {
  const installed = join(root, "node_modules/.package-lock.json");
  if (!existsSync(installed)) return undefined;
  const read = (file) => JSON.parse(readFileSync(file, "utf8")).packages;
  const have = read(installed);
  return Object.entries(read(join(root, "package-lock.json")))
    .filter(([path, { version, link, dev, optional, devOptional, peer }]) => {
      if (!path.includes("node_modules/") || link) return false;
      if (!(path in have)) return !(dev || optional || devOptional || peer);
      return have[path].version !== version;
    })
    .map(([path]) => path.replace(/^.*node_modules\//, ""));
};

const installFault = () => {
  const stale = staleInstall();
  if (stale === undefined) return "The packages are not installed yet. Run: npm ci";
  if (stale.length === 0) return undefined;
  const named = stale.slice(0, 3).join(", ") + (stale.length > 3 ? ` and ${stale.length - 3} more` : "");
  return `The installed packages are not those of package-lock.json (${named}). Run: npm ci`;
};

const newestIn = (folder) => {
  let newest = 0;
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    if (item.name === "node_modules" || item.name.includes(".test.")) continue;
    const path = join(folder, item.name);
    newest = Math.max(newest, item.isDirectory() ? newestIn(path) : statSync(path).mtimeMs);
  }
  return newest;
};

/** Why the bundles must be built now; undefined when they are up to date. */
const buildReason = () => {
  if (!existsSync(entry) || !existsSync(stamp)) return "There is no build yet";
  const built = statSync(stamp).mtimeMs;
  const sources = ["apps", "packages", "packs"].map((folder) => newestIn(join(root, folder)));
  const newest = Math.max(...sources, statSync(join(root, "package-lock.json")).mtimeMs);
  return newest > built ? "The sources are newer than the build" : undefined;
};

const exitCodeOf = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 0);

/** Runs a program to its end, passing signals on; gives its exit code. */
const run = (program, args) =>
  new Promise((done) => {
    const child = spawn(program, args, { cwd: root, stdio: "inherit" });
    const forward = (signal) => {
      // A terminal has already sent Ctrl-C to the whole group; a second one would look like impatience.
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      child.kill(signal);
    };
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, forward);
    child.on("error", (error) => {
      say(`Could not run ${program}: ${error.message}`);
      done(127);
    });
    child.on("exit", (code, signal) => {
      for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) process.off(name, forward);
      done(exitCodeOf(code, signal));
    });
  });

const main = async () => {
  if (isOlder(process.versions.node, needed)) {
    say(`Chengyun needs Node ${needed} or newer; this is ${process.versions.node}. Node 24 is recommended.`);
    return 1;
  }
  const fault = installFault();
  if (fault !== undefined) {
    say(fault);
    return 1;
  }
  const reason = buildReason();
  if (reason !== undefined) {
    say(`${reason}: building, which takes about half a minute …`);
    const code = await run(join(root, "node_modules/.bin/tsx"), ["scripts/build.ts"]);
    if (code !== 0) {
      say("The build failed; the faults are above. Nothing was started.");
      return code;
    }
  }
  return run(process.execPath, ["--enable-source-maps", entry, ...process.argv.slice(2)]);
};

process.exitCode = await main();
