import { dirname, join, normalize } from "node:path";
import type { Tree } from "./tree.ts";

/** Where tests get a database from. */
const givesDatabase = "apps/server/src/testing/";

const importsOf = (path: string, text: string): string[] =>
  [...text.matchAll(/\b(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g)].map(([, to]) =>
    normalize(join(dirname(path), to ?? "")),
  );

/** Everything a file imports, by whatever way, of what the tree holds. */
const reachedFrom = (path: string, imports: (path: string) => readonly string[]): ReadonlySet<string> => {
  const reached = new Set([path]);
  for (const one of reached) for (const to of imports(one)) reached.add(to);
  return reached;
};

/** Tests of the server that are given a database, by themselves or by what they import: all others are the same on every engine. */
export const storeTests = ({ files, read }: Tree): readonly string[] => {
  const all = new Set(files);
  const known = new Map<string, readonly string[]>();
  const imports = (path: string): readonly string[] => {
    const found = known.get(path) ?? importsOf(path, read(path)).filter((to) => all.has(to));
    known.set(path, found);
    return found;
  };
  const isGiven = (path: string): boolean =>
    /\binject\("database"\)|DATABASE_URL|openDatabase/.test(read(path)) ||
    [...reachedFrom(path, imports)].some((one) => one.startsWith(givesDatabase));
  return files.filter((path) => path.startsWith("apps/server/") && path.endsWith(".test.ts") && isGiven(path));
};
