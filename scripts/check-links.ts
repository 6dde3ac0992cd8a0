import { posix } from "node:path";
import { type Findings, lineOf, type Tree } from "./tree.ts";

const link = /\]\(([^)#\s]+)(?:#[^)]*)?\)/g;
/** A path in backticks that begins at the root: files named in prose must be there, too. */
const named = /`((?:apps|packages|packs|scripts|docs|deploy|e2e|tests|bench|truth)\/[\w./-]+)`/g;

/** Guides name what the reader will make, decisions what is to come. */
const speaksOfWhatIsNot = (page: string): boolean => /^docs\/(guides|decisions)\//.test(page);

const isThere = (tree: Tree, path: string): boolean => {
  const clean = path.replace(/\/$/, "");
  return tree.files.includes(clean) || tree.files.some((file) => file.startsWith(`${clean}/`));
};

const faultsOf = (tree: Tree, page: string): string[] => {
  const text = tree.read(page);
  // What stands in a block of code is an example, not a promise.
  const prose = text.replaceAll(/^```.*?^```/gms, (block) => block.replaceAll(/[^\n]/g, " "));
  const links = [...prose.matchAll(link)]
    .filter(([, to]) => to !== undefined && !/^[a-z]+:/.test(to))
    .map((found) => ({ at: found.index, path: posix.join(posix.dirname(page), found[1] ?? "") }));
  const paths = (speaksOfWhatIsNot(page) ? [] : [...prose.matchAll(named)]).map((found) => ({
    at: found.index,
    path: found[1] ?? "",
  }));
  return [...links, ...paths]
    .filter(({ path }) => !isThere(tree, path))
    .map(({ at, path }) => `${page}:${lineOf(text, at)}: there is no ${path}`);
};

/** Links: what a page links to or names by its path is there. */
export const checkLinks = (tree: Tree): Findings => ({
  faults: tree.files.filter((path) => path.endsWith(".md")).flatMap((page) => faultsOf(tree, page)),
});
