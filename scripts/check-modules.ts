import { posix } from "node:path";
import { type Findings, isTest, type Tree } from "./tree.ts";

const home = /^apps\/server\/src\/modules\/([^/]+\/[^/]+)\//;
const specifier = /(?:\bfrom|\bimport)\s*\(?\s*"([^"]+)"/g;

export interface ModuleUse {
  readonly name: string;
  /** What module.ts says it uses; undefined when it says nothing readable. */
  readonly says: readonly string[] | undefined;
  /** Module → the first file that imports it. */
  readonly imports: ReadonlyMap<string, string>;
}

const moduleOf = (path: string): string | undefined => home.exec(path)?.[1];

const listIn = (text: string): string[] | undefined => {
  const list = /\buses:\s*\[([^\]]*)\]/.exec(text)?.[1];
  return list === undefined ? undefined : [...list.matchAll(/"([^"]+)"/g)].flatMap((found) => found[1] ?? []);
};

/** Other modules a file imports, by their folder. */
const importsOf = (path: string, text: string): string[] =>
  [...text.matchAll(specifier)].flatMap(([, to]) => {
    if (to === undefined || !to.startsWith(".")) return [];
    const module = moduleOf(posix.join(posix.dirname(path), to));
    return module === undefined || module === moduleOf(path) ? [] : [module];
  });

/** Every module of the server with what it says it uses and what it imports; tests may use whatever they need. */
export const listModules = (tree: Tree): ModuleUse[] => {
  const files = new Map<string, string[]>();
  for (const path of tree.files) {
    const module = /[.]ts$/.test(path) && !isTest(path) ? moduleOf(path) : undefined;
    if (module !== undefined) files.set(module, [...(files.get(module) ?? []), path]);
  }
  return [...files].map(([name, paths]) => {
    const own = paths.find((path) => path.endsWith(`/${name}/module.ts`));
    const imports = new Map<string, string>();
    for (const path of paths)
      for (const to of importsOf(path, tree.read(path))) if (!imports.has(to)) imports.set(to, path);
    return { name, says: own === undefined ? undefined : listIn(tree.read(own)), imports };
  });
};

const faultsOf = ({ name, says, imports }: ModuleUse): string[] => {
  const place = `apps/server/src/modules/${name}/module.ts`;
  if (says === undefined) return [`${place}: no module.ts with a list \`uses: [...]\``];
  return [
    ...[...imports]
      .filter(([to]) => !says.includes(to))
      .map(([to, from]) => `${from} imports ${to}, which ${place} does not list in \`uses\``),
    ...says.filter((to) => !imports.has(to)).map((to) => `${place}: \`uses\` lists ${to}, which nothing here imports`),
  ];
};

/** Modules: what `uses` says is what the imports say, both ways. */
export const checkModules = (tree: Tree): Findings => ({ faults: listModules(tree).flatMap(faultsOf) });
