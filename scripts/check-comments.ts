import { basename } from "node:path";
import { type Findings, isTest, type Tree } from "./tree.ts";

const exported = /^export (?:abstract |async )?(?:const|function|class|interface|type) (\w+)/;

const isJudged = (path: string): boolean =>
  /^packages\/(kernel|contracts|ui)\/src\/.*[.]tsx?$/.test(path) &&
  !isTest(path) &&
  !path.endsWith(".fixture.ts") &&
  basename(path) !== "index.ts";

/** A shape and its type share a name, and one sentence. */
const isTwin = (lines: readonly string[], at: number, name: string): boolean =>
  lines.slice(0, at).some((line) => exported.exec(line)?.[1] === name);

const faultsOf = (path: string, text: string): string[] => {
  const lines = text.split("\n");
  return lines.flatMap((line, at) => {
    const name = exported.exec(line)?.[1];
    if (name === undefined || isTwin(lines, at, name)) return [];
    const before = lines.slice(0, at).findLast((above) => !/^\s*\/\/ biome-ignore/.test(above)) ?? "";
    return before.trim().endsWith("*/")
      ? []
      : [`${path}:${at + 1}: ${name} is exported; say in a sentence what it is or promises`];
  });
};

/** Comments: every exported name of kernel, contracts and ui has its sentence. */
export const checkComments = (tree: Tree): Findings => ({
  faults: tree.files.filter(isJudged).flatMap((path) => faultsOf(path, tree.read(path))),
});
