import { expect, test } from "vitest";
import { type IndexedThing, ThingIndex } from "./thing-index.ts";
import { gather } from "./thing-tile.ts";
import { worldX, worldY } from "./tile-frame.ts";

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
  (["visit", "visitGroups"] as const).map((way) => {
    const found = gather(zoom, (see) => index[way](tileAt(zoom), sight, see));
    const cells = [
      ...found.clusters.map((one) => ({ ...one, no: 0 })),
      ...[...found.singles].map(([no, one]) => ({ ...one, no, count: 1 })),
    ];
    return cells.map(({ no, count, worst, x, y }) => `${no} ${x.toFixed(6)} ${y.toFixed(6)} ${count} ${worst}`).sort();
  });

test("a far tile shows the same counted by groups as one by one, whatever was added, changed and taken away", () => {
  const index = new ThingIndex();
  const things = Array.from({ length: 30_000 }, (_, at) => thing(at + 1));
  const compare = () => {
    for (let zoom = 3; zoom <= 12; zoom += 1)
      for (const sight of [{ areaPath: "" }, { areaPath: "4398/2/" }, { areaPath: "", types: new Set(["lamp"]) }]) {
        const [single, grouped] = bothWays(index, zoom, sight);
        expect(single?.length).toBeGreaterThan(0);
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
  let visited = 0;
  let counted = 0;
  index.visitGroups(tileAt(3), { areaPath: "" }, ({ size }) => {
    visited += 1;
    counted += size;
  });
  expect(counted).toBe(40_000);
  expect(visited).toBeLessThan(20_000);
});
