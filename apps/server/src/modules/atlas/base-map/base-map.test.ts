import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { administrator } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { getAreas, keepAreas } from "../area/index.ts";
import { firstZoom } from "./first-zoom.ts";
import { keepBaseFeatures, tryBaseFeatures } from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const machine = () => city.context(system("test"));
const line = { type: "LineString", coordinates: [[112.35, 28.85] as number[], [112.36, 28.85] as number[]] };
const road = (ref: string, geometry: { type: string; coordinates: unknown[] } = line) => ({
  ...{ ref, kind: "road" as const, class: "primary", properties: { oneway: true }, source: "test", geometry },
});
const verdicts = (rows: readonly { kept: string; reason?: string }[]) => rows.map(({ kept, reason }) => reason ?? kept);

describe("many features of the base map at once", () => {
  test("are new, then known, then changed; each refused one says why", async () => {
    expect(verdicts(await keepBaseFeatures(machine(), [road("r-1"), road("r-2")]))).toEqual(["added", "added"]);
    const again = [
      road("r-1"),
      { ...road("r-2"), class: "trunk" },
      road("r-3", { type: "LineString", coordinates: [[112.35, 28.85]] }),
      road("r-4", { type: "LineString", coordinates: [[28.85, 112.35] as number[], [28.86, 112.35] as number[]] }),
      road("r-5", { type: "Point", coordinates: [112.35, 28.85] }),
    ];
    expect(verdicts(await keepBaseFeatures(machine(), again))).toEqual([
      "known",
      "changed",
      "line-too-short",
      "position-not-on-earth",
      "geometry-of-wrong-kind",
    ]);
  });

  test("of two files that both count from 1 are two sets, each changed by its own source alone", async () => {
    const of = (source: string) => ({ ...road("1"), source, class: source });
    const [parks, bridges] = [of("parks"), of("bridges")];
    expect(verdicts(await keepBaseFeatures(machine(), [parks]))).toEqual(["added"]);
    expect(verdicts(await tryBaseFeatures(machine(), [bridges]))).toEqual(["added"]);
    expect(verdicts(await keepBaseFeatures(machine(), [bridges]))).toEqual(["added"]);
    const other = { ...bridges, properties: { lanes: 2 } };
    expect(verdicts(await tryBaseFeatures(machine(), [other]))).toEqual(["changed"]);
    expect(verdicts(await keepBaseFeatures(machine(), [other]))).toEqual(["changed"]);
    const { rows } = await city.database.pool.query(
      "SELECT class, properties FROM base_features WHERE ref = '1' ORDER BY class DESC",
    );
    expect(rows).toEqual([
      { class: "parks", properties: { oneway: true } },
      { class: "bridges", properties: { oneway: true, lanes: 2 } },
    ]);
  });

  test("are the whole city's: whoever imports for one street changes none of them and adds none", async () => {
    await keepBaseFeatures(machine(), [road("r-6")]);
    const street = (await getAreas(machine())).list.find(({ level }) => level === 3);
    const local = city.context(administrator({ areaPath: street?.path ?? "nowhere/" }));
    const kept = await keepBaseFeatures(local, [{ ...road("r-6"), class: "trunk" }, road("r-7")]);
    expect(verdicts(kept)).toEqual(["out-of-scope", "out-of-scope"]);
    expect(verdicts(await keepBaseFeatures(machine(), [road("r-6"), road("r-7")]))).toEqual(["known", "added"]);
  });
});

test("a way that was kept in pieces ends them when it comes whole, and no other way's", async () => {
  const before = ["osm/way/7", "osm/way/7/2", "osm/way/7/3", "osm/way/70/2", "osm/way/8/2"].map((ref) => road(ref));
  await keepBaseFeatures(machine(), before);
  expect(verdicts(await keepBaseFeatures(machine(), [road("osm/way/7")]))).toEqual(["changed"]);
  expect(verdicts(await keepBaseFeatures(machine(), [road("osm/way/7")]))).toEqual(["known"]);
  const { rows } = await city.database.pool.query("SELECT ref FROM base_features WHERE ref LIKE 'osm/%' ORDER BY ref");
  expect(rows.map(({ ref }) => ref)).toEqual(["osm/way/7", "osm/way/70/2", "osm/way/8/2"]);
});

describe("the zoom a feature is first drawn at", () => {
  const box = (degrees: number) => [112, 28, 112 + degrees, 28 + degrees] as const;
  test.each([
    ["a motorway", { kind: "road", class: "motorway", type: "LineString", box: box(0.1) }, 5],
    ["an alley", { kind: "road", class: "alley", type: "LineString", box: box(0.1) }, 14],
    ["a great lake", { kind: "water", class: "lake", type: "Polygon", box: box(0.3) }, 4],
    ["a pond", { kind: "water", class: "pond", type: "Polygon", box: box(0.0005) }, 13],
    ["any house", { kind: "building", class: "residential", type: "Polygon", box: box(0.00005) }, 14],
  ])("%s", (_, feature, zoom) => {
    expect(firstZoom(feature)).toBe(zoom);
  });
});

test("areas come in with their parents, and things find the new cell at once", async () => {
  const [top] = (await getAreas(machine())).list;
  const square = {
    type: "Polygon",
    coordinates: [
      [
        [112.9, 28.9],
        [112.91, 28.9],
        [112.91, 28.91],
        [112.9, 28.91],
        [112.9, 28.9],
      ],
    ],
  };
  const area = (code: string, level: number, parentPath: string) => ({
    ...{ code, level, parentPath, name: { zh: code, en: code }, geometry: square },
  });
  const rows = [
    area("n5", 5, `${top?.path}n3/`),
    area("n3", 3, top?.path ?? ""),
    area("n9", 2, "nobody/"),
    area("n1", 1, top?.path ?? ""),
  ];
  const kept = await keepAreas(machine(), rows, { source: "test" });
  expect(verdicts(kept)).toEqual(["added", "added", "no-such-parent", "level-not-below-parent"]);
  expect((await getAreas(machine())).at([112.905, 28.905])).toBe(`${top?.path}n3/n5/`);
});
