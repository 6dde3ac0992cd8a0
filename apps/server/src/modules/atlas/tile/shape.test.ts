import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ThingIndex } from "../whereabouts/index.ts";
import { namePoint } from "./name-point.ts";
import { drawShape, thin } from "./shape.ts";
import { gather } from "./thing-tile.ts";
import { tileFrame } from "./tile-frame.ts";

const frame = tileFrame(0, 0, 0);
if (frame === undefined) throw new Error("the world is a tile");

/** A frame in whose units positions are given as they are. */
const flat = { ...frame, place: (x: number, y: number) => [x, y] as const };
const square = (from: number, to: number) => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
  [from, from],
];

describe("drawing a shape into a tile", () => {
  test("a line that leaves and comes back becomes two", () => {
    const line = {
      type: "LineString",
      coordinates: [
        [100, 100],
        [9_000, 100],
        [9_000, 200],
        [100, 200],
      ],
    };
    expect(drawShape(flat, line, 0)?.paths).toEqual([
      [100, 100, 4_160, 100],
      [4_160, 200, 100, 200],
    ]);
  });

  test("a lake larger than the tile fills it, its island stays a hole", () => {
    const lake = { type: "Polygon", coordinates: [square(-9_000, 9_000), square(1_000, 2_000)] };
    const drawn = drawShape(flat, lake, 0);
    expect(drawn?.paths.map((path) => path.length)).toEqual([8, 8]);
    const turn = (path: readonly number[]) =>
      path.reduce((sum, x, at) => {
        if (at % 2 === 1) return sum;
        const next = (at + 2) % path.length;
        return sum + x * (path[next + 1] ?? 0) - (path[next] ?? 0) * (path[at + 1] ?? 0);
      }, 0);
    expect(drawn?.paths.map((path) => Math.sign(turn(path)))).toEqual([1, -1]);
  });

  test("what is outside or too small is not there", () => {
    expect(drawShape(flat, { type: "Polygon", coordinates: [square(8_000, 9_000)] }, 0)).toBeUndefined();
    expect(drawShape(flat, { type: "Polygon", coordinates: [square(10.1, 10.2)] }, 0)).toBeUndefined();
    expect(drawShape(flat, { type: "Point", coordinates: [4_096, 1] }, 0)).toBeUndefined();
  });

  test("thinning moves no point farther than it may", () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 4_096 }), fc.integer({ min: 0, max: 4_096 }));
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 40 }), (points) => {
        const path = points.flat();
        const thinned = thin(path, 8);
        expect(thinned.slice(0, 2)).toEqual(path.slice(0, 2));
        expect(thinned.slice(-2)).toEqual(path.slice(-2));
        expect(thinned.length).toBeLessThanOrEqual(path.length);
      }),
    );
  });
});

describe("where a name stands", () => {
  test("inside a crescent, not in its mouth", () => {
    const ring = [
      [0, 0],
      [3, 0],
      [3, 1],
      [1, 1],
      [1, 2],
      [3, 2],
      [3, 3],
      [0, 3],
      [0, 0],
    ];
    const point = namePoint({ type: "Polygon", coordinates: [ring] });
    const [x = 0, y = 0] = point?.at ?? [];
    expect(y < 1 || y > 2 || x < 1).toBe(true);
    expect(point?.m2).toBeGreaterThan(8e10);
  });
});

test("things on each other become one, with the worst of them", () => {
  const thing = (no: number, longitude: number, worst: number) => ({
    ...{ no, longitude, latitude: 28.8, type: "manhole", areaPath: "a/", worst, retired: false },
    id: `00000000-0000-4000-8000-00000000000${no}`,
  });
  const index = new ThingIndex();
  index.put([thing(1, -176.4, 2), thing(2, -172.8, 8), thing(3, 144, 0)]);
  const { singles, clusters } = gather(index, { zoom: 0, x: 0, y: 0 }, { areaPath: "" });
  expect(singles.map(({ no }) => no)).toEqual([3]);
  expect(clusters).toMatchObject([{ count: 2, worst: 8, x: expect.closeTo(0.015, 6) }]);
});
