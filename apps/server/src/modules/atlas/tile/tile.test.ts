import { gunzipSync } from "node:zlib";
import { VectorTile } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { system } from "../../../platform/actor.ts";
import { handler, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { keepAreas } from "../area/index.ts";
import { keepBaseFeatures } from "../base-map/index.ts";
import { keepLinks, keepThings } from "../thing/index.ts";
import { worldX, worldY } from "../whereabouts/index.ts";

let city: TestCity;
const duty = officer();
beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const middle = [112.35, 28.848] as const;
const south = [112.345, 28.8395] as const;
/** Address of the tile that holds a place. */
const spot = (z: number, [longitude, latitude]: readonly [number, number] = middle) =>
  `${z}/${Math.floor(worldX(longitude) * 2 ** z)}/${Math.floor(worldY(latitude) * 2 ** z)}`;

const ask = (url: string, actor: typeof duty | undefined = duty, headers: Record<string, string> = {}) =>
  city.app.inject({
    method: "GET",
    url,
    headers: {
      "accept-encoding": "gzip",
      ...(actor === undefined ? {} : { authorization: city.signedIn(actor) }),
      ...headers,
    },
  });

const read = async (url: string, actor: typeof duty | undefined = duty) => {
  const answer = await ask(url, actor);
  if (answer.statusCode === 204) return {};
  expect(answer.statusCode).toBe(200);
  const { layers } = new VectorTile(new PbfReader(gunzipSync(answer.rawPayload)));
  return Object.fromEntries(
    Object.entries(layers).map(([name, layer]) => [
      name,
      Array.from({ length: layer.length }, (_, at) => layer.feature(at)),
    ]),
  );
};

describe("the base map as tiles", () => {
  test("shows roads, water, houses, outlines and names to anybody", async () => {
    const layers = await read(`/tiles/base/${spot(14)}`, undefined);
    for (const layer of ["road", "water", "building", "area"]) expect(Object.keys(layers)).toContain(layer);
    expect(layers["building"]?.[0]?.loadGeometry()[0]?.length).toBeGreaterThan(3);
    const all = await Promise.all([middle, south].map((at) => read(`/tiles/base/${spot(12, at)}`)));
    const names = all.flatMap((one) => one["name"] ?? []).map(({ properties }) => properties["zh"]);
    expect(names).toContain("南门社区");
  });

  test("leaves houses out of a tile of the whole city", async () => {
    const layers = await read(`/tiles/base/${spot(9)}`);
    expect(layers["building"]).toBeUndefined();
    expect(layers["area"]?.length).toBeGreaterThan(0);
  });

  test("is kept for ever under its version, and known by its content", async () => {
    const { version } = (await city.call(undefined, "GET", "/api/v1/map")).body;
    const named = await ask(`/tiles/base/${spot(14)}?v=${version}`);
    expect(named.headers["cache-control"]).toContain("immutable");
    const etag = String(named.headers["etag"]);
    expect((await ask(`/tiles/base/${spot(14)}`, duty, { "if-none-match": etag })).statusCode).toBe(304);
    expect((await ask(`/tiles/base/${spot(14)}`)).headers["cache-control"]).not.toContain("immutable");
  });

  test("a town is named once: by its place, or by its area where no place carries the name", async () => {
    const ctx = city.context(system("test"));
    const square = (west: number, south: number) => ({
      type: "Polygon" as const,
      coordinates: [
        [
          [west, south],
          [west + 0.02, south],
          [west + 0.02, south + 0.02],
          [west, south + 0.02],
          [west, south],
        ],
      ],
    });
    const town = (code: string, zh: string, west: number) => ({
      ...{ code, level: 3, name: { zh, en: `${code} Town` }, parentPath: "4400/" },
      geometry: square(west, 28.1),
    });
    const county = { code: "4400", level: 1, name: { zh: "邻县", en: "Next" }, parentPath: "" };
    await keepAreas(ctx, [county, town("440001", "柳湾镇", 113.1), town("440002", "莲塘镇", 113.12)]);
    const source = "test";
    await keepBaseFeatures(ctx, [
      {
        ...{
          ref: "test/place",
          kind: "place",
          class: "town",
          name: { zh: "柳湾", en: "Liuwan" },
          properties: {},
          source,
        },
        geometry: { type: "Point", coordinates: [113.105, 28.105] },
      },
      {
        ...{
          ref: "test/lake",
          kind: "water",
          class: "lake",
          name: { zh: "东湖", en: "East Lake" },
          properties: {},
          source,
        },
        geometry: {
          type: "Polygon",
          coordinates: [
            [
              [113.12, 28.1],
              [113.14, 28.1],
              [113.14, 28.117],
              [113.12, 28.117],
              [113.12, 28.1],
            ],
          ],
        },
      },
    ]);
    const namesIn = async () => {
      const tiles = [
        ...new Set([113.105, 113.125, 113.135].flatMap((x) => [28.105, 28.115].map((y) => spot(12, [x, y])))),
      ];
      const { version } = (await city.call(undefined, "GET", "/api/v1/map")).body;
      const all = await Promise.all(tiles.map((at) => read(`/tiles/base/${at}?v=${version}`, undefined)));
      const found = all.flatMap((layers, index) => {
        const [z = 0, x = 0, y = 0] = (tiles[index] ?? "").split("/").map(Number);
        return [...(layers["name"] ?? []), ...(layers["place"] ?? [])].map((one) => ({
          zh: String(one.properties["zh"]),
          at: one.toGeoJSON(x, y, z).geometry as { coordinates: number[] },
        }));
      });
      return new Map(found.map(({ zh, at }) => [zh, at.coordinates]));
    };
    await vi.waitFor(async () => expect([...(await namesIn()).keys()]).toContain("莲塘镇"), {
      timeout: 10_000,
      interval: 200,
    });
    const names = await namesIn();
    expect([...names.keys()].filter((name) => name.startsWith("柳湾"))).toEqual(["柳湾"]);
    // The strip of land north of its lake.
    expect(names.get("莲塘镇")?.[1]).toBeGreaterThan(28.117);
  });

  test("has another version, and other outlines, when another process has changed an area", async () => {
    const versionOf = async () => (await city.call(undefined, "GET", "/api/v1/map")).body.version;
    const at = [112.9, 28.3] as const;
    const before = await versionOf();
    expect((await read(`/tiles/base/${spot(14, at)}?v=${before}`, undefined))["area"]).toBeUndefined();
    const ctx = city.context(system("test"));
    // What a process remembers hangs on its deployment: with another one this is another process.
    const elsewhere = { ...ctx, deployment: { ...ctx.deployment } };
    const far = { code: "4399", level: 1, name: { zh: "飞地", en: "Exclave" }, parentPath: "" } as const;
    const outline = (east: number) => ({
      type: "Polygon" as const,
      coordinates: [
        [
          [112.899, 28.299],
          [east, 28.299],
          [east, 28.301],
          [112.899, 28.301],
          [112.899, 28.299],
        ],
      ],
    });
    const shown = async (east: number) => {
      const was = await versionOf();
      expect(await keepAreas(elsewhere, [{ ...far, geometry: outline(east) }])).not.toMatchObject([
        { kept: "refused" },
      ]);
      await vi.waitFor(async () => expect(await versionOf()).not.toBe(was), { timeout: 10_000, interval: 100 });
      const [area] = (await read(`/tiles/base/${spot(14, at)}?v=${await versionOf()}`, undefined))["area"] ?? [];
      return area?.bbox();
    };
    const first = await shown(112.901);
    const second = await shown(112.9005);
    expect(first).toHaveLength(4);
    expect(second?.[2]).toBeLessThan(Number(first?.[2]));
  });

  test.each([["0/1/0"], ["17/0/0"], ["3/8/1"]])("%s is no tile", async (at) => {
    const answer = await ask(`/tiles/base/${at}`);
    expect(answer.statusCode).toBe(404);
    expect(answer.json().code).toBe("tile.not-found");
  });

  test("an empty tile is said to be empty", async () => {
    expect((await ask("/tiles/base/10/3/3")).statusCode).toBe(204);
  });
});

const countOf = (layers: Awaited<ReturnType<typeof read>>): number =>
  (layers["things"]?.length ?? 0) +
  (layers["clusters"] ?? []).reduce((sum, { properties }) => sum + Number(properties["count"]), 0);

describe("things as tiles", () => {
  test("far away they are clusters, near each is itself; none is lost or counted twice", async () => {
    const { rows } = await city.database.pool.query("SELECT count(*)::int AS count FROM things WHERE NOT retired");
    const far = await read(`/tiles/things/${spot(6)}`);
    expect(countOf(far)).toBe(rows[0].count);
    expect(far["clusters"]?.length).toBeGreaterThan(0);
    const near = await read(`/tiles/things/${spot(15)}`);
    expect(near["clusters"]).toBeUndefined();
    expect(near["things"]?.[0]?.properties).toMatchObject({ id: expect.any(String), zh: expect.any(String) });
    expect(near["links"]?.length).toBeGreaterThan(0);
  });

  test("what is out of sight is in no count, no name and no pipe", async () => {
    const { body } = await city.call(duty, "GET", "/api/v1/areas");
    const [one, other] = body.items.filter((area: { level: number }) => area.level === 3);
    const counts = await Promise.all(
      [one, other].map(async ({ path }) =>
        countOf(await read(`/tiles/things/${spot(6)}`, officer({ areaPath: path }))),
      ),
    );
    expect(counts.every((count) => count > 0)).toBe(true);
    expect((counts[0] ?? 0) + (counts[1] ?? 0)).toBe(countOf(await read(`/tiles/things/${spot(6)}`)));
    const nobody = officer({ areaPath: "999999/" });
    expect((await ask(`/tiles/things/${spot(15)}`, nobody)).statusCode).toBe(204);
  });

  test("a new thing, an alarm and a retired thing are seen", async () => {
    const at = [112.41, 28.81] as const;
    const [kept] = await keepThings(city.context(system("test")), [
      { ref: "seen", type: "manhole", name: { zh: "新井", en: "New" }, position: at, attributes: {} },
    ]);
    const shown = await read(`/tiles/things/${spot(16, at)}`);
    expect(shown["things"]?.map(({ properties }) => properties["zh"])).toEqual(["新井"]);
    const alarm = JSON.stringify({ a: { severity: "orange", silence: false }, b: { severity: "blue", silence: true } });
    await city.database.pool.query("UPDATE things SET open_alarms = $1 WHERE id = $2", [alarm, kept?.id]);
    expect((await read(`/tiles/things/${spot(16, at)}`))["things"]?.[0]?.properties["worst"]).toBe(7);
    const alarmed = (await city.call(duty, "GET", "/api/v1/things?alarmed=true")).body.items;
    expect(alarmed.map(({ id }: { id: string }) => id)).toEqual([kept?.id]);
    await city.database.pool.query("UPDATE things SET retired = true WHERE id = $1", [kept?.id]);
    expect((await ask(`/tiles/things/${spot(16, at)}`)).statusCode).toBe(204);
  });

  test("cables along every street are in no tile until there is room for them", async () => {
    const ctx = city.context(system("test"));
    const at = [112.415, 28.815] as const;
    const lamps = ["lamp-a", "lamp-b"].map((ref, step) => ({
      ...{ ref, type: "lamp-post", name: { zh: ref, en: ref }, attributes: {} },
      position: [at[0] + step * 0.0005, at[1]] as const,
    }));
    await keepThings(ctx, lamps);
    await keepLinks(ctx, [{ ref: "cable", type: "lighting-cable", from: "lamp-a", to: "lamp-b", attributes: {} }]);
    const typesAt = async (zoom: number) =>
      (await read(`/tiles/things/${spot(zoom, at)}`))["links"]?.map(({ properties }) => properties["type"]) ?? [];
    expect(await typesAt(14)).not.toContain("lighting-cable");
    expect(await typesAt(15)).toContain("lighting-cable");
    const { body } = await city.call(duty, "GET", "/api/v1/map");
    const lighting = body.packs.find(({ pack }: { pack: string }) => pack === "lighting");
    expect(lighting.layers).toContainEqual(expect.objectContaining({ linkType: "lighting-cable", count: 1 }));
    await city.database.pool.query("UPDATE things SET retired = true WHERE ref LIKE 'lamp-_'");
  });

  test("a network too dense for a tile loses its shortest links there, never any of the others, and has them nearer", {
    timeout: 120_000,
  }, async () => {
    const ctx = city.context(system("test"));
    const [x, y, across] = [112.45, 28.85, 56];
    // A grid of 100 m and, of every fourth node, a stub of 15 m.
    const nodes = Array.from({ length: across * across }, (_, no) => ({
      ...{ ref: `mesh/${no}`, type: "model-junction", name: { zh: "点", en: "Node" }, attributes: {} },
      position: [x + (no % across) * 0.0005, y + Math.floor(no / across) * 0.0005] as const,
    }));
    const kinds = await keepThings(ctx, nodes);
    expect(kinds.every(({ kept }) => kept === "added")).toBe(true);
    const along = nodes.flatMap((_, no) => [
      ...(no % across < across - 1 ? [[no, no + 1] as const] : []),
      ...(no + across < nodes.length ? [[no, no + across] as const] : []),
    ]);
    const short = nodes.map(({ ref, position }, no) => ({
      ...{ ref: `mesh/s${no}`, type: "model-pipe", from: ref, to: ref, attributes: {} },
      line: [position, [position[0] + 0.0001, position[1] + 0.0001], position] as const,
    }));
    const long = along.slice(0, 5_900).map(([from, to], no) => ({
      ...{ ref: `mesh/l${no}`, type: "model-pump", from: `mesh/${from}`, to: `mesh/${to}`, attributes: {} },
    }));
    for (const rows of [short.slice(0, 1_200), long])
      for (let from = 0; from < rows.length; from += 1_000) await keepLinks(ctx, rows.slice(from, from + 1_000));
    const countAt = async (type: string, zoom: number, at: readonly [number, number]) => {
      const { links = [] } = await read(`/tiles/things/${spot(zoom, at)}`);
      return links.filter(({ properties }) => properties["type"] === type).length;
    };
    const inside = [x + 0.02, y + 0.02] as const;
    expect(await countAt("model-pump", 12, inside)).toBe(5_900);
    expect(await countAt("model-pipe", 12, inside)).toBe(100);
    const answer = await ask(`/tiles/things/${spot(12, [x + 0.02, y + 0.02])}`);
    expect(answer.rawPayload.length).toBeLessThan(200_000);
    expect(await countAt("model-pipe", 16, [x + 0.02, y + 0.003])).toBeGreaterThan(50);
    await city.database.pool.query("DELETE FROM links WHERE ref LIKE 'mesh/%'");
    await city.database.pool.query("UPDATE things SET retired = true WHERE ref LIKE 'mesh/%'");
  });

  test("types narrow it; who may not see things gets none", async () => {
    const layers = await read(`/tiles/things/${spot(13)}?types=pump-station`);
    expect(new Set((layers["things"] ?? []).map(({ properties }) => properties["type"]))).toEqual(
      new Set(["pump-station"]),
    );
    expect(layers["links"]).toBeUndefined();
    const blind = { ...handler("nobody"), permissions: new Set<string>() };
    expect((await ask(`/tiles/things/${spot(13)}`, blind)).statusCode).toBe(403);
    expect((await city.call(undefined, "GET", "/api/v1/map")).body.packs).toEqual([]);
  });

  test("the tree of layers names what the packs declare, with how many there are", async () => {
    const { body } = await city.call(duty, "GET", "/api/v1/map");
    const drainage = body.packs.find(({ pack }: { pack: string }) => pack === "lifeline-drainage");
    const manholes = drainage.layers.find(({ thingType }: { thingType: string }) => thingType === "manhole");
    expect(manholes.count).toBeGreaterThan(10);
    expect(manholes.legend.length).toBeGreaterThan(3);
    expect(body.zooms).toEqual({ min: 0, max: 16 });
  });
});
