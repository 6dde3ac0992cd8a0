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

test("one point of many with latitude for longitude is told and left out of the range; where all are, the range stands", async () => {
  const look = async (...places: [number, number][]) => {
    const path = join(folder, "points.geojson");
    const features = places.map((coordinates) => ({
      type: "Feature",
      properties: {},
      geometry: { type: "Point", coordinates },
    }));
    writeFileSync(path, JSON.stringify({ type: "FeatureCollection", features }));
    return lookAt(path, "geojson", { name: "points.geojson" });
  };
  const one = await look([112.348, 28.845], [28.845, 112.355], [112.355, 28.85]);
  expect(one.extent).toEqual([112.348, 28.845, 112.355, 28.85]);
  expect(one.notices.map(({ zh }) => zh)).toEqual([expect.stringContaining("3 个坐标中有 1 个像是经纬度对调了")]);
  const all = await look([28.845, 112.348], [28.85, 112.355]);
  expect([all.extent, all.notices]).toEqual([[28.845, 112.348, 28.85, 112.355], []]);
  const metres = await look([500_000, 3_190_000], [80, 120]);
  expect(metres.notices).toEqual([]);
});
