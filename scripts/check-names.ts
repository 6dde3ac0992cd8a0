import { basename } from "node:path";
import { type Findings, isSource, isTest, lineOf, type Tree } from "./tree.ts";

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*([.][a-z0-9-]+)*$/;
const forbidden = new Set(["utils", "util", "helpers", "helper", "common", "misc", "manager", "base", "types"]);
/** Names that tools outside this repository look for. */
const given = new Set([
  "README.md",
  "CONTRIBUTING.md",
  "SECURITY.md",
  "CHANGELOG.md",
  "LICENSE",
  "NOTICE",
  "Containerfile",
]);

/** A page in another language ends with the language's tag, as the README does. */
const tag = /[.]zh-CN(?=[.]md$)/;

const nameFaults = (path: string): string[] => {
  const name = basename(path).replace(tag, "");
  if (given.has(name)) return [];
  const stem = name.replace(/[.].*$/, "");
  if (name.startsWith(".")) return [];
  if (!kebab.test(name)) return [`${path}: file names are kebab-case`];
  if (forbidden.has(stem)) return [`${path}: "${stem}" says nothing; name the file after what is inside`];
  if (isSource(path) && /(^|-)\d+$/.test(stem) && !/^\d{12}-/.test(stem)) return [`${path}: no numbered files`];
  return [];
};

const folderFaults = (files: readonly string[]): string[] => {
  const folders = new Set(files.flatMap((path) => path.split("/").slice(0, -1)));
  return [...folders]
    .filter((folder) => !folder.startsWith("."))
    .filter((folder) => !kebab.test(folder) || forbidden.has(folder))
    .map((folder) => `folder ${folder}/: kebab-case, named after what is inside`);
};

const faceFaults = (path: string, text: string): string[] => {
  const star = /^export\s+\*/m.exec(text);
  const own = /^(export\s+)?(const|function|class|let)\s/m.exec(text);
  const isFace = basename(path) === "index.ts" && path !== "packs/index.ts";
  return [
    ...(star === null ? [] : [`${path}:${lineOf(text, star.index)}: name what is exported, one by one, instead of *`]),
    ...(isFace && own !== null
      ? [`${path}:${lineOf(text, own.index)}: an index.ts is only a face; move the code to a file named after it`]
      : []),
  ];
};

/** Names: kebab-case, none that say nothing, `index.ts` only as a face with explicit names. */
export const checkNames = ({ files, read }: Tree): Findings => {
  // Templates carry marks in their names.
  const named = files.filter((path) => !path.startsWith("scripts/templates/"));
  return {
    faults: [
      ...named.flatMap(nameFaults),
      ...folderFaults(named),
      ...named.filter((path) => isSource(path) && !isTest(path)).flatMap((path) => faceFaults(path, read(path))),
    ],
  };
};
