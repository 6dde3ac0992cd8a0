import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { lookAt } from "./look.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "chengyun-look-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

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
