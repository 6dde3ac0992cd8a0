#!/usr/bin/env node
// Runs the built program when it is newer than its sources, else the sources themselves.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const built = join(root, "dist/cli/main.mjs");
const source = join(root, "apps/cli/src/main.ts");
const sources = [
  "apps/cli/src",
  "packages/kernel/src",
  "packages/contracts/src",
  "packages/client/src",
  "packages/importer/src",
];

const newestIn = (folder) => {
  let newest = 0;
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, item.name);
    newest = Math.max(newest, item.isDirectory() ? newestIn(path) : statSync(path).mtimeMs);
  }
  return newest;
};

const isFresh = () =>
  existsSync(built) &&
  (!existsSync(source) ||
    statSync(built).mtimeMs >= Math.max(...sources.map((folder) => newestIn(join(root, folder)))));

/** What turns TypeScript into something Node runs; a production install is without it. */
const findLoader = () =>
  import("tsx/esm/api").catch((fault) => {
    if (fault?.code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw fault;
  });

const loader = isFresh() ? undefined : await findLoader();
loader?.register();
await import(pathToFileURL(loader === undefined ? built : source).href);
