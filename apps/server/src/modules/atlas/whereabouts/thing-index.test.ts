import { describe, expect, test } from "vitest";
import { nearestIn } from "./nearest.ts";
import { NumberTable } from "./number-table.ts";
import { type IndexedThing, ThingIndex } from "./thing-index.ts";
import { worldX, worldY } from "./world.ts";

const newRandom = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};
const random = newRandom(7);
const types = ["manhole", "lamp", "pump-station"] as const;
const areas = ["4398/1/", "4398/2/", "4398/2/5/"] as const;

const thing = (no: number): IndexedThing => ({
  no,
  id: `00000000-0000-4000-8000-${String(no).padStart(12, "0")}`,
  longitude: 112.35 + (no % 2 === 0 ? 0.03 : 0.6) * (random() - 0.5),
  latitude: 28.85 + (no % 2 === 0 ? 0.03 : 0.6) * (random() - 0.5),
  type: types[no % types.length] ?? "lamp",
  areaPath: areas[Math.floor(random() * areas.length)] ?? "",
  worst: random() < 0.02 ? 8 : 0,
  retired: false,
});

const tileAt = (zoom: number) => ({
  zoom,
  x: Math.floor(worldX(112.35) * 2 ** zoom),
  y: Math.floor(worldY(28.85) * 2 ** zoom),
});

/** What a tile shows, counted one by one and by groups. */
const bothWays = (index: ThingIndex, zoom: number, sight: { areaPath: string; types?: ReadonlySet<string> }) =>
  (["tally", "tallyGroups"] as const).map((way) => {
    const { count, worst, x, y, no } = index[way](tileAt(zoom), sight, 16);
    return Array.from(count, (size, cell) => {
      const middle = [x[cell], y[cell]].map((sum = 0) => (sum / Math.max(1, size)).toFixed(6));
      return `${size === 1 ? no[cell] : ""} ${middle} ${size} ${worst[cell]}`;
    });
  });

test("a far tile shows the same counted by groups as one by one, whatever was added, changed and taken away", () => {
  const index = new ThingIndex();
  const things = Array.from({ length: 30_000 }, (_, at) => thing(at + 1));
  const compare = () => {
    for (let zoom = 3; zoom <= 12; zoom += 1)
      for (const sight of [{ areaPath: "" }, { areaPath: "4398/2/" }, { areaPath: "", types: new Set(["lamp"]) }]) {
        const [single, grouped] = bothWays(index, zoom, sight);
        expect(new Set(single).size).toBeGreaterThan(1);
        expect(grouped).toEqual(single);
      }
  };
  index.put(things);
  index.settle(0);
  compare();
  index.put(things.slice(0, 500).map((one) => ({ ...one, worst: one.worst === 0 ? 6 : 0 })));
  index.put(things.slice(500, 900).map((one) => ({ ...one, retired: true })));
  index.put(things.slice(900, 1_200).map((one) => ({ ...one, longitude: one.longitude + 0.2 })));
  compare();
  index.put([thing(40_001), thing(40_002)]);
  compare();
  index.settle(0);
  compare();
});

test("groups are few where things are many", () => {
  const index = new ThingIndex();
  index.put(Array.from({ length: 40_000 }, (_, at) => ({ ...thing(at + 1), areaPath: "4398/1/" })));
  index.settle(0);
  expect(index.groupCount).toBeLessThan(20_000);
  const { count } = index.tallyGroups(tileAt(3), { areaPath: "" }, 16);
  expect(count.reduce((sum, size) => sum + size, 0)).toBe(40_000);
});

test("the nearest are the nearest, as far as one may see", () => {
  const index = new ThingIndex();
  const things = Array.from({ length: 20_000 }, (_, at) => thing(at + 1));
  index.put(things.slice(0, 15_000));
  index.settle(0);
  index.put(things.slice(15_000));
  for (const place of [
    [112.35, 28.85],
    [112.6, 29.1],
  ] as const)
    for (const areaPath of ["", "4398/2/"]) {
      const far = (one: IndexedThing): number =>
        (worldX(one.longitude) - worldX(place[0])) ** 2 + (worldY(one.latitude) - worldY(place[1])) ** 2;
      const nearest = things
        .filter((one) => one.areaPath.startsWith(areaPath))
        .sort((one, other) => far(one) - far(other))
        .slice(0, 40);
      expect(nearestIn(index, place, { areaPath }, 40)).toEqual(nearest.map(({ no }) => no));
    }
});

describe("the index of things", () => {
  const idOf = (no: number): string => `00000000-0000-4000-8000-${String(no).padStart(12, "0")}`;
  const thing = (no: number, longitude: number, more: object = {}) => ({
    ...{ no, id: idOf(no), longitude, latitude: 28.8, type: "manhole", areaPath: "a/", worst: 0, retired: false },
    ...more,
  });
  const world = { zoom: 0, x: 0, y: 0 };
  const east = { zoom: 1, x: 1, y: 0 };
  const seen = (index: ThingIndex, areaPath = "", tile = world): readonly number[] =>
    (index.list(tile, { areaPath }, 100) ?? []).toSorted((one, other) => one - other);

  test("finds what was moved once, and nothing that was retired", () => {
    const index = new ThingIndex();
    index.put([thing(1, 112), thing(2, -112), thing(3, 112, { areaPath: "b/" })]);
    index.settle(0);
    index.put([thing(2, 113), thing(1, 112, { retired: true }), thing(4, 112)]);
    expect(seen(index)).toEqual([2, 3, 4]);
    expect(seen(index, "", east)).toEqual([2, 3, 4]);
    expect(seen(index, "a/")).toEqual([2, 4]);
    expect(index.list(world, { areaPath: "" }, 2)).toBeUndefined();
    index.settle(0);
    expect(seen(index, "", east)).toEqual([2, 3, 4]);
    expect(index.find(1, world)).toBeUndefined();
    expect(index.find(4, world)).toMatchObject({ id: idOf(4), type: "manhole" });
    expect([...index.count("a/")]).toEqual([["manhole", 2]]);
  });

  test("knows the row of each number, whatever came, went and came again", () => {
    const table = new NumberTable();
    const known = new Map<number, number>();
    for (let turn = 1; turn < 20_000; turn += 1) {
      const no = 1 + ((turn * 7_919) % 6_000) * 1_024;
      if (turn % 3 === 0) table.remove(no);
      else table.set(no, turn);
      if (turn % 3 === 0) known.delete(no);
      else known.set(no, turn);
    }
    for (let no = 1; no < 6_000 * 1_024; no += 1_024) expect(table.get(no)).toBe(known.get(no));
  });
});
