import { basename } from "node:path";
import { type Findings, isSource, isTest, lineOf, type Tree } from "./tree.ts";

interface Mark {
  readonly pattern: RegExp;
  readonly says: string;
  readonly where: (path: string) => boolean;
}

const isText = (path: string): boolean =>
  /[.](ts|tsx|mjs|js|cjs|css|html|json|md|ya?ml|toml|svg|sh|service|conf|txt)$/.test(path) ||
  !basename(path).includes(".");
/** The judges name what they forbid. */
const isJudge = (path: string): boolean => /^scripts\/(check-[a-z]+|checks[.]test)[.]ts$/.test(path);
const inCode = (path: string): boolean => isSource(path) && !isJudge(path);
const inTest = (path: string): boolean => isTest(path) && !isJudge(path);
const inText = (path: string): boolean => isText(path) && !isJudge(path) && basename(path) !== "LICENSE";
const isLock = (path: string): boolean => basename(path) === "package-lock.json";

const marks: readonly Mark[] = [
  { pattern: /\b(TODO|FIXME|XXX)\b(?!\s*\(?#\d+)/g, says: "a TODO carries an issue number: TODO(#12)", where: inCode },
  {
    pattern: /\b(test|it|describe|suite)[.]only\b/g,
    says: "another test would be left out: remove .only",
    where: inTest,
  },
  {
    pattern: /\b(test|it|describe|suite)[.](skip|todo)\b/g,
    says: "skip by a condition that can hold (skipIf) or delete the test",
    where: inTest,
  },
  { pattern: /\bas any\b(?=\s*([;,)\]}.[]|as\b))/g, says: "say the type, or narrow an unknown", where: inCode },
  { pattern: /@ts-(ignore|nocheck)/g, says: "use @ts-expect-error with its reason", where: inCode },
  {
    pattern: /@ts-expect-error\s*($|\*\/)/gm,
    says: "@ts-expect-error says its reason on the same line",
    where: inCode,
  },
  {
    pattern: /biome-ignore-all|biome-ignore(?!.*: \S)/g,
    says: "biome-ignore names one rule and its reason",
    where: inCode,
  },
  {
    pattern: /(?<![\w.~$:}/-])\/(work|root|home|Users|workspace|mnt)\/[\w.-]+/g,
    says: "an absolute path of somebody's machine",
    where: inText,
  },
  {
    pattern: /[.][.]\/shared\/(?!data)/g,
    says: "names a folder that a clone doesn't have",
    where: inText,
  },
  {
    pattern: /https?:\/\/[\w.-]*(registry|artifactory|nexus|verdaccio|npmmirror|proxy)[\w.-]*[.:/]/g,
    says: "names a registry host",
    where: inText,
  },
  {
    pattern: /"resolved": "https?:/g,
    says: "a lock file names a registry host (npm install with .npmrc)",
    where: isLock,
  },
];

const faultsOf = (tree: Tree, path: string): string[] => {
  const held = marks.filter((mark) => mark.where(path));
  if (held.length === 0) return [];
  const text = tree.read(path);
  return held.flatMap((mark) =>
    [...text.matchAll(mark.pattern)].map(
      (found) => `${path}:${lineOf(text, found.index)}: "${found[0].trim()}": ${mark.says}`,
    ),
  );
};

/** Marks left behind: work not done, tests left out, checks switched off, names of somebody's machine. */
export const checkMarks = (tree: Tree): Findings => ({ faults: tree.files.flatMap((path) => faultsOf(tree, path)) });
