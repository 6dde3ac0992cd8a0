import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { run } from "./run.ts";

/** What a template's `__word__` becomes, by word. */
export type Words = Readonly<Record<string, string>>;

export const isKebab = (text: string): boolean => /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text);

/** `street-lamp` → `streetLamp`. */
export const toCamel = (kebab: string): string => kebab.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());

/** `street-lamp` → `StreetLamp`. */
export const toPascal = (kebab: string): string => toCamel(`-${kebab}`);

/** `street-lamp` → `Street lamp`. */
export const toTitle = (kebab: string): string => {
  const words = kebab.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const fill = (text: string, words: Words): string =>
  text.replaceAll(/__([a-z]+)__/gi, (mark, word: string) => words[word] ?? mark);

/** Writes a folder from a template folder; `a.ts.txt` becomes `a.ts`. Gives the paths written. */
export const writeFrom = (template: string, folder: string, words: Words): string[] =>
  readdirSync(template, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".txt"))
    .map((path) => {
      const target = join(folder, fill(path.slice(0, -".txt".length), words));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, fill(readFileSync(join(template, path), "utf8"), words), { flag: "wx" });
      return target;
    });

/** Changes a file by a pattern that must be there, so that a moved list is noticed and not silently skipped. */
export const amend = (path: string, pattern: RegExp, to: (found: RegExpExecArray) => string): void => {
  const text = readFileSync(path, "utf8");
  const found = pattern.exec(text);
  if (found === null) throw new Error(`${path}: nothing there looks like ${pattern}; add it by hand`);
  writeFileSync(path, text.slice(0, found.index) + to(found) + text.slice(found.index + found[0].length));
};

/** Adds an import where it belongs in the order of paths. */
export const addImport = (path: string, line: string): void => {
  const lines = readFileSync(path, "utf8").split("\n");
  const from = (text: string): string => /from "([^"]+)"/.exec(text)?.[1] ?? "";
  const relative = lines.flatMap((text, at) => (/^import .* from "[.]/.test(text) ? [at] : []));
  const after = relative.findLast((at) => from(lines[at] ?? "") < from(line));
  const place = after === undefined ? (relative[0] ?? lines.length) : after + 1;
  writeFileSync(path, lines.toSpliced(place, 0, line).join("\n"));
};

/** Formats what was written: names of other lengths break lines elsewhere. */
export const format = async (paths: readonly string[]): Promise<void> => {
  const root = resolve(import.meta.dirname, "..");
  const args = ["check", "--write", "--vcs-enabled=false", "--config-path", root];
  const { code, output } = await run(
    join(root, "node_modules/.bin/biome"),
    [...args, ...paths.filter((path) => path.endsWith(".ts"))],
    { cwd: root },
  );
  if (code !== 0) throw new Error(output);
};
