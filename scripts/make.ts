// `npm run make [-- --check]`: the pages of docs/reference, from the code; with --check it only compares.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { errors, permissions } from "@chengyun/contracts";
import { flows, routes } from "../apps/server/src/app.ts";
import { roles } from "../apps/server/src/modules/identity/role/index.ts";
import { makeErrors } from "./make-errors.ts";
import { makeFlows } from "./make-flows.ts";
import { makeMappings } from "./make-mappings.ts";
import { makeModules } from "./make-modules.ts";
import { makeOpenapi } from "./make-openapi.ts";
import { makePermissions } from "./make-permissions.ts";
import { readTree } from "./tree.ts";

const root = resolve(import.meta.dirname, "..");
const folder = join(root, "docs/reference");

const pages: Readonly<Record<string, () => string>> = {
  "errors.md": () => makeErrors(errors),
  "flows.md": () => makeFlows([...flows.values()]),
  "mappings.md": () => makeMappings(join(root, "deploy/mappings")),
  "modules.md": () => makeModules(readTree(root)),
  "permissions.md": () => makePermissions(routes, [...flows.values()], { permissions, roles }),
  "openapi.json": () => makeOpenapi(routes),
};

const main = (): void => {
  const onlyCheck = process.argv.includes("--check");
  mkdirSync(folder, { recursive: true });
  for (const [name, make] of Object.entries(pages)) {
    const path = join(folder, name);
    const text = make();
    if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
    if (onlyCheck) {
      console.error(`docs/reference/${name} is not what the code says: npm run make`);
      process.exitCode = 1;
    } else {
      writeFileSync(path, text);
      console.log(`wrote docs/reference/${name}`);
    }
  }
};

main();
