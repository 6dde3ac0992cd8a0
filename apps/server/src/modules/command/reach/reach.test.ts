import type { Reach } from "@chengyun/kernel";
import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { getAreas } from "../../atlas/area/index.ts";
import { keepBaseFeatures } from "../../atlas/base-map/index.ts";
import { resolveReach } from "./index.ts";

let city: TestCity;
const duty = officer();
beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const centre: [number, number] = [112.345, 28.845];
const square = (half: number): [number, number][] => [
  [centre[0] - half, centre[1] - half],
  [centre[0] + half, centre[1] - half],
  [centre[0] + half, centre[1] + half],
  [centre[0] - half, centre[1] + half],
  [centre[0] - half, centre[1] - half],
];
const resolve = (reach: Reach) => resolveReach(city.context(duty), reach);
const ask = (reach: object) => city.call(duty, "POST", "/api/v1/reaches/resolve", reach);

describe("a reach", () => {
  test("drawn touches the communities and cells under it, and belongs to the area that holds them all", async () => {
    const { status, body } = await ask({ kind: "drawn", polygons: [[square(0.001)]] });
    expect(status).toBe(200);
    // 0.002 degrees each way at 28.8° north: 222 m by 195 m.
    expect(body.squareMetres).toBeGreaterThan(42_000);
    expect(body.squareMetres).toBeLessThan(45_000);
    const areas = await getAreas(city.context(duty));
    const here = areas.at(centre) ?? "";
    expect(body.areas.map(({ path }: { path: string }) => path)).toContain(here);
    expect(here.startsWith(body.areaPath)).toBe(true);
  });

  test("of two squares that overlap is one shape and counts the overlap once", async () => {
    const once = await resolve({ kind: "drawn", polygons: [[square(0.001)]] });
    const twice = await resolve({ kind: "drawn", polygons: [[square(0.001)], [square(0.0005)]] });
    expect(twice.squareMetres).toBe(once.squareMetres);
  });

  test("of whole areas is those areas and not their neighbours", async () => {
    const areas = await getAreas(city.context(duty));
    const community = areas.list.find(({ level, geometry }) => level === 4 && geometry !== undefined);
    if (community === undefined) throw new Error("the city has no communities");
    const found = await resolve({ kind: "areas", paths: [community.path] });
    expect(found.areaPath).toBe(community.path);
    expect(found.areaPaths.every((path) => path.startsWith(community.path))).toBe(true);
  });

  test("around a position is a circle of that size", async () => {
    const { squareMetres, shape } = await resolve({ kind: "circle", centre, metres: 500 });
    expect(squareMetres / (Math.PI * 500 ** 2)).toBeCloseTo(1, 1);
    expect(booleanPointInPolygon([centre[0], centre[1] + 0.004], shape)).toBe(true);
    expect(booleanPointInPolygon([centre[0], centre[1] + 0.005], shape)).toBe(false);
  });

  test("around things is drawn around those of the layer within an area", async () => {
    const { body } = await city.call(duty, "GET", "/api/v1/things?type=manhole&limit=1");
    const [thing] = body.items;
    const one = await resolve({ kind: "things", ids: [thing.id], metres: 30 });
    expect(booleanPointInPolygon(thing.position, one.shape)).toBe(true);
    expect((await ask({ kind: "things", type: "no-such-thing", metres: 30 })).body.code).toBe("reach.no-things");
    expect((await ask({ kind: "things", metres: 30 })).body.code).toBe("reach.no-things");
  });

  test("by road holds what the street leads to and not what lies across without one", async () => {
    await keepBaseFeatures(city.context(system("test")), [
      {
        ...{ ref: "reach-street", kind: "road" as const, class: "residential", properties: {}, source: "test" },
        geometry: {
          type: "LineString" as const,
          coordinates: [
            [112.36, 28.86],
            [112.37, 28.86],
          ],
        },
      },
    ]);
    const start: [number, number] = [112.36, 28.86];
    const road = (within: { metres: number } | { seconds: number }) =>
      resolve({ kind: "road", from: start, mode: "walk", within });
    const { shape, squareMetres } = await road({ metres: 500 });
    expect(booleanPointInPolygon([112.3645, 28.86], shape)).toBe(true);
    expect(booleanPointInPolygon([112.3665, 28.86], shape)).toBe(false);
    expect((await road({ metres: 900 })).squareMetres).toBeGreaterThan(squareMetres);
    expect((await road({ seconds: 60 })).squareMetres).toBeLessThan(squareMetres);
  });

  test.each([
    ["a ring that does not close", { kind: "drawn", polygons: [[square(0.001).slice(0, 4)]] }, "reach.bad-shape"],
    [
      "a line drawn there and back",
      { kind: "drawn", polygons: [[[centre, centre, centre, centre]]] },
      "reach.bad-shape",
    ],
    ["a place nobody knows", { kind: "areas", paths: ["999999/"] }, "reach.unknown-area"],
    ["the other end of the earth", { kind: "circle", centre: [-60, -30], metres: 100 }, "reach.nowhere"],
    [
      "far from any road",
      { kind: "road", from: [112.9, 28.2], mode: "drive", within: { metres: 500 } },
      "way.no-road-near",
    ],
    ["an analysis that is not there yet", { kind: "analysis", tool: "isolate", input: {} }, "reach.no-analysis"],
    ["rubbish", { kind: "wish" }, "request.invalid"],
    [
      "both limits at once",
      { kind: "road", from: centre, mode: "drive", within: { metres: 1, seconds: 1 } },
      "request.invalid",
    ],
  ])("that is %s is refused with a sentence", async (_, reach, code) => {
    expect((await ask(reach)).body).toMatchObject({ code });
  });
});
