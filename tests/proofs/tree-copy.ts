import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync, symlinkSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { makeFolder, root } from "../../e2e/support/running-city.ts";
import { run } from "../../scripts/run.ts";
import { readTree } from "../../scripts/tree.ts";

/** Gives a tree the installed packages of this one, with its own workspaces in the place of ours. */
export const linkPackages = (home: string): void => {
  const ours = join(root, "node_modules");
  const theirs = join(home, "node_modules");
  mkdirSync(join(theirs, "@chengyun"), { recursive: true });
  for (const name of readdirSync(ours)) if (name !== "@chengyun") symlinkSync(join(ours, name), join(theirs, name));
  for (const name of readdirSync(join(ours, "@chengyun"))) {
    const workspace = resolve(join(ours, "@chengyun"), readlinkSync(join(ours, "@chengyun", name)));
    symlinkSync(join(home, relative(root, workspace)), join(theirs, "@chengyun", name));
  }
  for (const above of ["apps", "packages"])
    for (const name of readdirSync(join(home, above))) {
      const own = join(root, above, name, "node_modules");
      if (statSync(own, { throwIfNoEntry: false })?.isDirectory())
        symlinkSync(own, join(home, above, name, "node_modules"));
    }
};

/** Copies this tree as it is, with changes that are not committed, into a temporary folder. */
export const copyTree = (): string => {
  const home = makeFolder("tree");
  for (const path of readTree(root).files) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    cpSync(join(root, path), join(home, path));
  }
  linkPackages(home);
  return home;
};

const notSource = new Set(["node_modules", "dist", "data"]);

/** Every source file of a tree with its digest. */
export const digestTree = (home: string): Map<string, string> => {
  const digests = new Map<string, string>();
  const visit = (folder: string): void => {
    for (const item of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, item.name);
      if (notSource.has(item.name)) continue;
      if (item.isDirectory()) visit(path);
      else digests.set(relative(home, path), createHash("sha256").update(readFileSync(path)).digest("hex"));
    }
  };
  visit(home);
  return digests;
};

/** Builds what a city needs in a tree. */
export const buildTree = async (home: string): Promise<void> => {
  const { code, output } = await run(join(home, "node_modules/.bin/tsx"), ["scripts/build.ts", "server", "cli"], {
    cwd: home,
  });
  if (code !== 0) throw new Error(output);
};
