import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withKnownTypes } from "./known-types.ts";
import { lookAt } from "./look.ts";
import { toMapping } from "./map/mapping.ts";
import { preview } from "./preview.ts";
import { noRejects, rejectedRows } from "./rejects.ts";
import { understand } from "./understanding.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "chengyun-types-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const types = { things: new Set(["manhole", "hydrant"]), links: new Set(["storm-pipe"]) };

const open = async (rows: readonly string[], type: unknown) => {
  const path = join(folder, "things.csv");
  writeFileSync(path, ["id,kind,x,y", ...rows].join("\n"));
  const fields = { ref: "id", name: "id", type, at: { x: "x", y: "y" } };
  const mapping = toMapping({ kind: "things", source: "test", system: "wgs-84", fields }, "test");
  return withKnownTypes(await understand(path, mapping), types);
};

test("the dry run refuses rows of a type the city does not know, and names the word and the line", async () => {
  const seen = await preview(await open(["a,manhole,112,28", "b,窨井,112,28", "c,__proto__,112,28"], "kind"));
  expect(seen.rows).toEqual({ things: 1 });
  expect(seen.makes).toEqual({ manhole: 1 });
  expect(seen.faults.map(({ line, field, code }) => [line, field, code])).toEqual([
    [3, "type", "unknown-type"],
    [4, "type", "unknown-type"],
  ]);
  expect(seen.faults[0]?.text).toEqual({
    zh: '类型：这座城市没有类型为 "窨井" 的部件',
    en: 'type: this city knows no type of thing "窨井"',
  });
});

test("words that are mapped to types the city knows are taken, and the rejects are the other rows as they stood", async () => {
  const understanding = await open(["a,窨井,112,28", "b,消火栓,112,28", "c,ufo,112,28"], {
    column: "kind",
    words: { 窨井: "manhole", 消火栓: "hydrant", ufo: "ufo" },
  });
  expect((await preview(understanding)).makes).toEqual({ manhole: 1, hydrant: 1 });
  const lines: number[] = [];
  for await (const { line } of rejectedRows(understanding, noRejects())) lines.push(line);
  expect(lines).toEqual([4]);
});

test("a column of few words tells them all, also those far below; a column of many tells none", async () => {
  const path = join(folder, "many.csv");
  const rows = Array.from({ length: 1_000 }, (_, at) => `${at},${at === 999 ? "阀门" : at % 2 === 0 ? "井" : "栓"}`);
  writeFileSync(path, ["id,kind", ...rows].join("\n"));
  const look = await lookAt(path, "csv", { name: "many.csv" });
  expect(look.columns.map(({ name, words }) => [name, words])).toEqual([
    ["id", undefined],
    ["kind", ["井", "栓", "阀门"]],
  ]);
});
