import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { checkModules } from "./check-modules.ts";
import { run } from "./run.ts";
import type { Tree } from "./tree.ts";
import { typeFaultsIn } from "./type-faults.ts";

const root = resolve(import.meta.dirname, "..");
const bin = (name: string): string => join(root, "node_modules/.bin", name);
const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** All that is installed, but of our own packages those of the copy: what the script writes into them must be seen. */
const linkPackages = (folder: string): void => {
  const [from, to] = [join(root, "node_modules"), join(folder, "node_modules")];
  mkdirSync(join(to, "@chengyun"), { recursive: true });
  for (const name of readdirSync(from))
    if (name !== "@chengyun" && name !== ".cache") symlinkSync(join(from, name), join(to, name));
  for (const name of readdirSync(join(from, "@chengyun"))) {
    const own = relative(root, realpathSync(join(from, "@chengyun", name)));
    symlinkSync(join(existsSync(join(folder, own)) ? folder : root, own), join(to, "@chengyun", name));
  }
};

/** A copy of parts of the repository with its packages beside it. */
const copyOf = (...parts: readonly string[]): string => {
  const folder = mkdtempSync(join(tmpdir(), "scaffold-"));
  folders.push(folder);
  for (const part of ["package.json", "tsconfig.base.json", "tsconfig.pure.json", "tsconfig.node.json", ...parts])
    cpSync(join(root, part), join(folder, part), { recursive: true, filter: (path) => !path.includes("node_modules") });
  linkPackages(folder);
  return folder;
};

const readFolder = (folder: string): Tree => ({
  files: readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts")),
  read: (path) => readFileSync(join(folder, path), "utf8"),
});

/** Blocks of code in a page that name their file: "```ts packs/x/pack.ts". */
const filesIn = (page: string): [path: string, text: string][] =>
  [...page.matchAll(/^```\w+ (\S+\/\S+)\n(.*?)^```$/gms)].flatMap(([, path, text]) =>
    path === undefined || text === undefined ? [] : [[path, text] satisfies [string, string]],
  );

const vitestIn = (folder: string, config: object, ...filters: readonly string[]) => {
  const text = JSON.stringify({
    test: { pool: "forks", maxWorkers: 1, isolate: false, hookTimeout: 60_000, ...config },
  });
  writeFileSync(join(folder, "vitest.config.ts"), `export default ${text};\n`);
  const args = ["run", "--reporter=verbose", "--root", folder, ...filters];
  return run(bin("vitest"), args, { cwd: folder, env: { NO_COLOR: "1" } });
};

/** The tests that a new pack can break: those of the list of packs and its own. */
const packTests = ["packs/*.test.ts", "packs/street-lamp/**/*.test.ts"];

describe("a pack written by the script", { timeout: 180_000 }, () => {
  test("passes the tests of all packs, its own and the type check", async () => {
    const folder = copyOf("packs", "packages", "deploy");
    const made = await run(bin("tsx"), [join(root, "scripts/new-pack.ts"), "street-lamp", folder]);
    expect(made).toMatchObject({ code: 0 });
    const tested = await vitestIn(folder, { include: packTests });
    expect(tested.output).toContain("packs/street-lamp/pack.test.ts");
    expect(tested.output).toContain("pack street-lamp");
    expect(tested).toMatchObject({ code: 0 });
    expect(typeFaultsIn(folder, "tsconfig.pure.json", "packs/street-lamp/")).toEqual([]);
  });

  test("becomes the pack of the guide by the guide's own code", async () => {
    const folder = copyOf("packs", "packages", "deploy");
    await run(bin("tsx"), [join(root, "scripts/new-pack.ts"), "street-lamp", folder]);
    rmSync(join(folder, "packs/street-lamp/codecs.ts"));
    const files = filesIn(readFileSync(join(root, "docs/guides/add-a-pack.md"), "utf8"));
    expect(files.map(([path]) => path)).toContain("packs/street-lamp/pack.ts");
    for (const [path, text] of files) writeFileSync(join(folder, path), text);
    const tested = await vitestIn(folder, { include: packTests });
    expect(tested.output).toContain("the moment when the mains come back is no failure");
    expect(tested).toMatchObject({ code: 0 });
    expect(typeFaultsIn(folder, "tsconfig.pure.json", "packs/street-lamp/")).toEqual([]);
    const judged = await run(bin("biome"), [
      ...["check", "--vcs-enabled=false", "--config-path", root],
      ...files.map(([path]) => join(folder, path)),
    ]);
    expect(judged).toMatchObject({ code: 0 });
  });

  test("is never written over one that is there", async () => {
    const folder = copyOf("packs", "deploy/cities");
    const made = await run(bin("tsx"), [join(root, "scripts/new-pack.ts"), "disaster", folder]);
    expect(made.code).toBe(1);
    expect(made.output).toContain("already there");
  });

  test("has a name in kebab-case", async () => {
    const made = await run(bin("tsx"), [join(root, "scripts/new-pack.ts"), "StreetLamp"]);
    expect(made.code).toBe(1);
    expect(made.output).toContain("kebab-case");
  });
});

describe("a module written by the script", { timeout: 180_000 }, () => {
  test("passes its tests on a real engine, the roles' tests and the type check", async () => {
    const folder = copyOf("apps/server", "packages", "packs", "deploy/cities");
    const made = await run(bin("tsx"), [join(root, "scripts/new-module.ts"), "guard/found-weakness", folder]);
    expect(made).toMatchObject({ code: 0 });
    const config = {
      include: ["apps/server/src/modules/{guard,identity/role}/**/*.test.ts"],
      globalSetup: ["apps/server/src/testing/database-setup.ts"],
    };
    const tested = await vitestIn(folder, config);
    expect(tested.output).toContain("who may not, may not");
    expect(tested).toMatchObject({ code: 0 });
    // One fault that is looked for shows that the check sees faults: it is the only one.
    const broken = join(folder, "apps/server/src/modules/guard/broken.ts");
    writeFileSync(broken, 'export const count: number = "three";\n');
    const faults = typeFaultsIn(folder, "tsconfig.node.json", "modules/guard/");
    expect(faults).toEqual([expect.stringContaining("modules/guard/broken.ts")]);
    rmSync(broken);
    expect(checkModules(readFolder(folder)).faults.filter((fault) => fault.includes("guard/"))).toEqual([]);
  });
});
