import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "./run.ts";

const root = resolve(import.meta.dirname, "..");
const config = join(root, ".dependency-cruiser.mjs");
const rules = ((await import(config)) as { default: { forbidden: Record<"name" | "severity" | "comment", string>[] } })
  .default;
const server = "apps/server/src";
const cases = `${server}/modules/cases/case`;

/** A small sound city: every violation below is one file added to it. */
const sound: Record<string, string> = {
  "tsconfig.base.json": '{ "compilerOptions": { "module": "ESNext", "moduleResolution": "bundler" } }',
  "packages/kernel/src/index.ts": 'export { label } from "./label.ts";',
  "packages/kernel/src/label.ts": "export const label = 1;",
  "packages/contracts/src/index.ts": 'import "zod"; export { label } from "@chengyun/kernel";',
  "packages/client/src/index.ts": 'export { label } from "@chengyun/contracts";',
  "packages/ui/src/index.ts": 'import "maplibre-gl"; export { label } from "@chengyun/kernel";',
  "packages/demo-city/src/index.ts": 'export { label } from "@chengyun/kernel";',
  "packs/index.ts": 'import "./drains/pack.ts"; import "./bridges/pack.ts";',
  "packs/drains/pack.ts": 'import "./codecs.ts"; import "@chengyun/kernel";',
  "packs/drains/codecs.ts": 'import "@chengyun/kernel";',
  "packs/bridges/pack.ts": 'import "@chengyun/kernel";',
  [`${server}/app.ts`]: 'import "@chengyun/packs"; import "fastify"; import "./modules/cases/case/module.ts";',
  [`${server}/platform/http.ts`]: 'import "fastify"; import type { Row } from "../modules/cases/case/store.ts";',
  [`${cases}/module.ts`]:
    'import "./store.ts"; import "../../atlas/thing/index.ts"; import "../../../platform/http.ts";',
  [`${cases}/index.ts`]: 'export { Row } from "./store.ts";',
  [`${cases}/store.ts`]: 'import "kysely"; export interface Row {}; export const Row = 1;',
  [`${server}/modules/atlas/thing/index.ts`]: 'import "./store.ts";',
  [`${server}/modules/atlas/thing/store.ts`]: 'import "kysely";',
  "apps/console/src/app.tsx":
    'import "./screens/duty/duty.tsx"; import "./screens/case/case.tsx"; import "./widgets/queue.tsx";',
  "apps/console/src/screens/duty/duty.tsx": 'import "../../data/case.ts"; import "@chengyun/ui";',
  "apps/console/src/screens/case/case.tsx": 'import "../../data/case.ts";',
  "apps/console/src/widgets/queue.tsx": 'import "../data/case.ts";',
  "apps/console/src/data/case.ts": 'import "@chengyun/client";',
  "apps/simulator/src/main.ts": 'import "@chengyun/client";',
  "e2e/storm.ts": "export {};",
};

const planted: readonly [rule: string, file: string, text: string][] = [
  ["kernel-stands-alone", "packages/kernel/src/bad-npm.ts", 'import "zod";'],
  ["kernel-stands-alone", "packages/kernel/src/bad-node.ts", 'import "node:fs";'],
  ["contracts-on-kernel", "packages/contracts/src/bad.ts", 'import "@chengyun/client";'],
  ["contracts-on-kernel", "packages/contracts/src/bad-npm.ts", 'import "kysely";'],
  ["client-on-contracts", "packages/client/src/bad.ts", 'import "@chengyun/ui";'],
  ["ui-fetches-nothing", "packages/ui/src/bad.ts", 'import "@chengyun/client";'],
  ["formula-on-kernel", "packages/formula/src/bad.ts", 'import "zod";'],
  ["demo-city-on-kernel", "packages/demo-city/src/bad.ts", 'import "@chengyun/contracts";'],
  ["packages-below-apps", "packages/client/src/bad-down.ts", 'import "../../../apps/server/src/app.ts";'],
  ["pack-to-kernel-only", "packs/drains/bad.ts", 'import "../bridges/pack.ts";'],
  ["pack-to-kernel-only", "packs/drains/bad-contracts.ts", 'import "@chengyun/contracts";'],
  ["pack-has-no-npm", "packs/drains/bad-npm.ts", 'import "zod";'],
  ["pack-has-no-npm", "packs/drains/bad-node.ts", 'import "node:fs";'],
  ["pack-has-no-npm", "packs/drains/bad-bare.ts", 'import "fs/promises";'],
  ["packs-met-in-one-place", `${cases}/bad-pack.ts`, 'import "@chengyun/packs";'],
  ["app-by-itself", "apps/simulator/src/bad.ts", 'import "../../server/src/app.ts";'],
  ["module-by-its-face", `${cases}/bad.ts`, 'import "../../atlas/thing/store.ts";'],
  ["modules-from-outside-by-face", `${server}/bad.ts`, 'import "./modules/cases/case/store.ts";'],
  ["sql-in-stores", `${cases}/bad-sql.ts`, 'import "kysely";'],
  ["sql-in-stores", `${cases}/bad-sql-type.ts`, 'import type { Kysely } from "kysely";'],
  ["http-in-platform", `${cases}/bad-http.ts`, 'import "fastify";'],
  ["platform-below-modules", `${server}/platform/bad.ts`, 'import "../modules/cases/case/index.ts";'],
  ["screens-apart", "apps/console/src/screens/duty/bad.tsx", 'import "../case/case.tsx";'],
  ["screens-below-app", "apps/console/src/data/bad.ts", 'import "../screens/case/case.tsx";'],
  ["calls-in-data", "apps/console/src/screens/duty/bad-call.tsx", 'import "@chengyun/client";'],
  ["map-and-charts-in-ui", "apps/console/src/screens/duty/bad-map.tsx", 'import "maplibre-gl";'],
  ["not-to-tests", `${server}/bad-test.ts`, 'import "../../../e2e/storm.ts";'],
  ["no-cycles", "packages/ui/src/bad-circle.ts", 'import "./circle-back.ts";'],
  ["no-orphans", `${server}/bad-orphan.ts`, "export const alone = 1;"],
  ["all-resolved", `${server}/bad-path.ts`, 'import "./nowhere.ts";'],
];

const write = (folder: string, files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${text}\n`);
  }
};

const installed = (folder: string): void => {
  for (const name of ["zod", "kysely", "fastify", "maplibre-gl"])
    write(folder, {
      [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: "1.0.0", main: "index.js" }),
      [`node_modules/${name}/index.js`]: "module.exports = {};",
    });
  mkdirSync(join(folder, "node_modules/@chengyun"), { recursive: true });
  for (const name of ["kernel", "contracts", "client", "ui", "demo-city", "packs"]) {
    const home = name === "packs" ? "packs" : `packages/${name}`;
    const face = name === "packs" ? "./index.ts" : "./src/index.ts";
    write(folder, { [`${home}/package.json`]: JSON.stringify({ name: `@chengyun/${name}`, exports: { ".": face } }) });
    symlinkSync(join("../..", home), join(folder, "node_modules/@chengyun", name));
  }
};

interface Violation {
  readonly rule: string;
  readonly from: string;
}

const violationsIn = async (files: Readonly<Record<string, string>>): Promise<Violation[]> => {
  const folder = mkdtempSync(join(tmpdir(), "import-rules-"));
  try {
    installed(folder);
    write(folder, files);
    const args = [
      "--config",
      join(root, ".dependency-cruiser.mjs"),
      "--output-type",
      "json",
      "apps",
      "packages",
      "packs",
    ];
    const { output } = await run(join(root, "node_modules/.bin/depcruise"), args, { cwd: folder });
    const { summary } = JSON.parse(output) as { summary: { violations: { from: string; rule: { name: string } }[] } };
    return summary.violations.map(({ from, rule }) => ({ rule: rule.name, from }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

describe("who may import whom", () => {
  let violations: Violation[] = [];

  beforeAll(async () => {
    const bad = Object.fromEntries(planted.map(([, file, text]) => [file, text]));
    violations = await violationsIn({
      ...sound,
      ...bad,
      "packages/ui/src/circle-back.ts": 'import "./bad-circle.ts";',
    });
  });

  afterAll(() => {
    violations = [];
  });

  test("a sound tree breaks no rule", async () => {
    expect(await violationsIn(sound)).toEqual([]);
  });

  test.each(planted)("%s is broken by %s", (rule, file) => {
    expect(violations).toContainEqual({ rule, from: file });
  });

  test("every rule is an error that says what to do instead, and is planted here", () => {
    for (const { severity, comment, name } of rules.forbidden) {
      expect(severity).toBe("error");
      expect(comment.length).toBeGreaterThan(30);
      expect(planted.map(([rule]) => rule)).toContain(name);
    }
  });
});
