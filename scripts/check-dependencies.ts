import { basename, posix } from "node:path";
import type { Findings, Tree } from "./tree.ts";

const page = "docs/decisions/0001-dependencies.md";

interface Manifest {
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** `name version` of every dependency that is not our own → the file that names it. */
const wantedBy = (tree: Tree): Map<string, string> => {
  const wanted = new Map<string, string>();
  for (const path of tree.files.filter((file) => basename(file) === "package.json")) {
    const { dependencies, devDependencies } = JSON.parse(tree.read(path)) as Manifest;
    for (const [name, version] of Object.entries({ ...devDependencies, ...dependencies }))
      if (!name.startsWith("@chengyun/")) wanted.set(`${name} ${version}`, path);
  }
  return wanted;
};

/** `name version` of every row that also says licence, what for and why. */
const rowsOf = (text: string): Set<string> =>
  new Set(
    [...text.matchAll(/^\| `([^`]+)` \| ([^|]+) \| [^|]*\w[^|]* \| [^|]*\w[^|]* \| [^|]+ \|$/gm)].map(
      ([, name, version]) => `${name} ${version?.trim()}`,
    ),
  );

const lockPath = "package-lock.json";

/** Workspaces whose package.json says otherwise than the lock file; `npm ci` refuses those. */
const outOfLock = (tree: Tree): string[] => {
  if (!tree.files.includes(lockPath)) return [];
  const { packages } = JSON.parse(tree.read(lockPath)) as { packages: Record<string, Manifest> };
  const said = (manifest: Manifest): string =>
    JSON.stringify([manifest.dependencies, manifest.devDependencies].map((list) => Object.entries(list ?? {}).sort()));
  return Object.entries(packages)
    .filter(([folder]) => !folder.includes("node_modules"))
    .map(([folder, locked]) => ({ path: posix.join(folder, "package.json"), locked }))
    .filter(({ path, locked }) => tree.files.includes(path) && said(JSON.parse(tree.read(path))) !== said(locked))
    .map(({ path }) => `${path}: ${lockPath} says otherwise (npm install, then commit both)`);
};

/** Packages of other platforms that the lock file leaves out, as npm does when its registry lacks them; `npm ci` refuses that. */
const missingInLock = (tree: Tree): string[] => {
  if (!tree.files.includes(lockPath)) return [];
  const { packages } = JSON.parse(tree.read(lockPath)) as { packages: Record<string, Manifest> };
  return Object.entries(packages).flatMap(([folder, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !(`${folder}/node_modules/${name}` in packages || `node_modules/${name}` in packages))
      .map(
        (name) =>
          `${lockPath}: ${name}, an optional part of ${folder}, is left out; take the file of the commit before`,
      ),
  );
};

/** Dependencies: exact versions, each a row of the decision record, no row without its dependency. */
export const checkDependencies = (tree: Tree): Findings => {
  const wanted = wantedBy(tree);
  const rows = rowsOf(tree.files.includes(page) ? tree.read(page) : "");
  return {
    faults: [
      ...outOfLock(tree),
      ...missingInLock(tree),
      ...[...wanted]
        .filter(([name]) => / [\^~><*]/.test(name))
        .map(([name, path]) => `${path}: ${name} is no exact version`),
      ...[...wanted]
        .filter(([name]) => !rows.has(name))
        .map(([name, path]) => `${path}: ${name} has no row in ${page}`),
      ...[...rows].filter((name) => !wanted.has(name)).map((name) => `${page}: nothing depends on ${name}`),
    ],
  };
};
