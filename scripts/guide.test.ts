import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { isTest } from "./tree.ts";

const root = resolve(import.meta.dirname, "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");

/** Blocks of a page that name their file: "```ts packs/x/pack.ts". */
const blocksIn = (page: string): [path: string, text: string][] =>
  [...page.matchAll(/^```\w+ (\S+\/\S+)\n(.*?)^```$/gms)].flatMap(([, path, text]) =>
    path === undefined || text === undefined ? [] : [[path, text] satisfies [string, string]],
  );

describe("the guide to flows", () => {
  test("shows the pack that runs, to the letter", () => {
    const blocks = blocksIn(read("docs/guides/add-a-flow.md"));
    expect(blocks.map(([path]) => path)).toEqual(["packs/lost-property/pack.ts"]);
    for (const [path, text] of blocks) expect(text).toBe(read(path));
  });

  test("keeps its promise: a whole process in under sixty lines", () => {
    expect(read("packs/lost-property/pack.ts").trimEnd().split("\n").length).toBeLessThan(60);
  });

  test("and nothing else in the product knows of it: no table, no route, no screen", () => {
    const sources = ["apps", "packages"].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .map((path) => join(folder, path))
        .filter((path) => /[.](ts|tsx|json)$/.test(path) && !path.includes("node_modules") && !isTest(path)),
    );
    expect(sources.length).toBeGreaterThan(300);
    expect(sources.filter((path) => /lost-item|lost-property/.test(read(path)))).toEqual([]);
  });
});

/** What stands in the blocks of code of a page, without the remarks behind commands. */
const codeOf = (page: string): string[] =>
  [...page.matchAll(/^```\w+\n(.*?)^```$/gms)].map(([, code = ""]) => code.replaceAll(/ +# .*$/gm, ""));

const guides = "docs/guides";
const chinese = readdirSync(join(root, guides)).filter((name) => name.endsWith(".zh-CN.md"));

describe("the guides for engineers who read Chinese", () => {
  test("are there for a city of one's own and for importing", () => {
    expect(chinese).toEqual(expect.arrayContaining(["import.zh-CN.md", "run-in-a-city.zh-CN.md"]));
  });

  test.each(chinese)("%s shows the commands and files of the English page, and each leads to the other", (name) => {
    const english = name.replace(".zh-CN", "");
    const [zh, en] = [read(`${guides}/${name}`), read(`${guides}/${english}`)];
    expect(codeOf(zh).length).toBeGreaterThan(0);
    expect(codeOf(zh)).toEqual(codeOf(en));
    expect(zh).toContain(`[English](${english})`);
    expect(en).toContain(`[中文](${name})`);
  });
});
