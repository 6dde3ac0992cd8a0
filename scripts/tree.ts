import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The repository as the checks see it: paths from its root, and their text. */
export interface Tree {
  readonly files: readonly string[];
  read(path: string): string;
}

/** What a check found; a warning is printed, a fault fails. */
export interface Findings {
  readonly faults: readonly string[];
  readonly warnings?: readonly string[];
}

/** Every file git knows or would take. */
export const readTree = (root: string): Tree => {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], {
    cwd: root,
    maxBuffer: 64 * 2 ** 20,
  });
  const files = listed
    .toString("utf8")
    .split("\0")
    .filter((path) => path !== "" && existsSync(join(root, path)))
    .sort();
  const texts = new Map<string, string>();
  return {
    files,
    read(path) {
      const known = texts.get(path);
      if (known !== undefined) return known;
      const text = readFileSync(join(root, path), "utf8");
      texts.set(path, text);
      return text;
    },
  };
};

/** A tree held in memory, for the tests of the checks. */
export const treeOf = (texts: Readonly<Record<string, string>>): Tree => ({
  files: Object.keys(texts).sort(),
  read(path) {
    const text = texts[path];
    if (text === undefined) throw new Error(`no file ${path}`);
    return text;
  },
});

export const isTest = (path: string): boolean => /[.](test|test-d|e2e|fixture)[.]tsx?$/.test(path);
export const isSource = (path: string): boolean => /[.](ts|tsx|mjs)$/.test(path);
export const lineOf = (text: string, at: number): number => text.slice(0, at).split("\n").length;
