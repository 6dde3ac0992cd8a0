import { gunzipSync } from "node:zlib";
import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { afterAll, beforeAll, expect, test } from "vitest";
import { handler, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";

type Place = readonly [longitude: number, latitude: number];
let city: TestCity;
const duty = officer();
/** Two at one corner, one some hundred metres off, one in another part of the city. */
const places = [
  [112.345, 28.845],
  [112.345, 28.845],
  [112.347, 28.8455],
  [112.3405, 28.8521],
] as const;

beforeAll(async () => {
  city = await openTestCity({ ground: true });
  for (const [at, position] of places.entries()) {
    const category = at === 2 ? "manhole-lid" : "drain-blockage";
    const { status } = await city.call(duty, "POST", "/api/v1/reports", { category, position, text: `第${at}处` });
    expect(status).toBe(201);
    city.advance(86_400_000);
  }
});
afterAll(() => city.close());

const tileOf = ([longitude, latitude]: readonly [number, number], z: number) => {
  const sine = Math.sin((latitude * Math.PI) / 180);
  const y = 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
  return { z, x: Math.floor(((longitude + 180) / 360) * 2 ** z), y: Math.floor(y * 2 ** z) };
};

const ask = (query: string, actor: typeof duty | undefined, at: Place = places[0], z = 5) => {
  const { x, y } = tileOf(at, z);
  const headers = actor === undefined ? {} : { authorization: city.signedIn(actor) };
  return city.app.inject({
    url: `/tiles/cases/${z}/${x}/${y}${query}`,
    headers: { ...headers, "accept-encoding": "gzip" },
  });
};

/** Counts of the cells of a tile, most first. */
const heat = async (
  query = "",
  { actor = duty, at = places[0], z = 5 }: { actor?: typeof duty; at?: Place; z?: number } = {},
): Promise<number[]> => {
  const answer = await ask(query, actor, at, z);
  if (answer.statusCode === 204) return [];
  expect([answer.statusCode, answer.headers["cache-control"]]).toEqual([200, "private, no-cache"]);
  const layer = new VectorTile(new PbfReader(gunzipSync(answer.rawPayload))).layers["heat"];
  return Array.from({ length: layer?.length ?? 0 }, (_, cell) => Number(layer?.feature(cell).properties["count"])).sort(
    (one, other) => other - one,
  );
};

test("far away all cases are one spot, near they are counted where they lie", async () => {
  expect(await heat()).toEqual([4]);
  expect(await heat("", { z: 16 })).toEqual([2]);
  expect(await heat("", { z: 16, at: places[2] })).toEqual([1]);
  expect(await heat("", { z: 16, at: places[3] })).toEqual([1]);
  expect(await heat("", { at: [-70.9, -29.9] })).toEqual([]);
});

test("a cell's spot lies where its cases lie", async () => {
  const { x, y } = tileOf(places[3], 16);
  const answer = await ask("", duty, places[3], 16);
  const layer = new VectorTile(new PbfReader(gunzipSync(answer.rawPayload))).layers["heat"];
  const { geometry } = layer?.feature(0).toGeoJSON(x, y, 16) ?? {};
  const [longitude, latitude] = (geometry?.type === "Point" ? geometry.coordinates : []) as number[];
  expect(Math.abs(Number(longitude) - places[3][0])).toBeLessThan(0.0001);
  expect(Math.abs(Number(latitude) - places[3][1])).toBeLessThan(0.0001);
});

test("the filters of the list narrow it", async () => {
  expect(await heat("?category=manhole-lid")).toEqual([1]);
  expect(await heat("?stage=closed")).toEqual([]);
  const { items } = (await city.call(duty, "GET", "/api/v1/cases?order=old")).body;
  const day = items[1].openedAt.slice(0, 10);
  expect(await heat(`?from=${day}&to=${day}`)).toEqual([1]);
  expect((await ask("?stage=nonsense&order=5&from=yesterday", duty)).statusCode).toBe(400);
});

test("what is out of scope is in no spot; who may not read cases gets none", async () => {
  const { items } = (await city.call(duty, "GET", "/api/v1/cases?order=old")).body;
  const paths = items.map(({ areaPath }: { areaPath: string }) => areaPath);
  const own = officer({ areaPath: paths[0] });
  const seen = paths.filter((path: string) => path.startsWith(paths[0])).length;
  expect((await heat("", { actor: own })).reduce((sum, count) => sum + count, 0)).toBe(seen);
  expect(await heat("", { actor: officer({ areaPath: "999999/" }) })).toEqual([]);
  expect((await ask("", { ...handler("nobody"), permissions: new Set<string>() })).statusCode).toBe(403);
  expect((await ask("", undefined)).statusCode).toBe(401);
  const { x, y } = tileOf(places[0], 9);
  const headers = { authorization: city.signedIn(duty) };
  for (const spot of [`9/${x}/1000`, "17/0/0"])
    expect((await city.app.inject({ url: `/tiles/cases/${spot}`, headers })).statusCode).toBe(404);
  expect((await city.app.inject({ url: `/tiles/cases/a/${x}/${y}`, headers })).statusCode).toBe(400);
});
