import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { administrator, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";

let city: TestCity;
const admin = administrator();
const duty = officer();
beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const gauge = (ref: string, attributes: Record<string, number> = { warningLevelCm: 480 }) => ({
  ref,
  type: "tide-gauge",
  name: { zh: "秀英", en: "Xiuying" },
  position: [112.35, 28.85],
  attributes,
});

describe("registering a thing", () => {
  test("puts it into the deepest area its position lies in", async () => {
    const { body } = await city.call(admin, "POST", "/api/v1/things", gauge("a"));
    const thing = (await city.call(duty, "GET", `/api/v1/things/${body.id}`)).body;
    expect(thing.areaNames).toHaveLength(5);
    expect(thing).toMatchObject({
      no: body.no,
      type: "tide-gauge",
      attributes: { warningLevelCm: 480 },
      silent: false,
    });
  });

  test("twice makes one; with another level it is edited, and both levels stand in the journal", async () => {
    const first = (await city.call(admin, "POST", "/api/v1/things", gauge("b"))).body;
    const again = (await city.call(admin, "POST", "/api/v1/things", gauge("b"))).body;
    const changed = (await city.call(admin, "POST", "/api/v1/things", gauge("b", { warningLevelCm: 510 }))).body;
    expect([again.id, changed.id]).toEqual([first.id, first.id]);
    const entries = await city.database.db
      .selectFrom("journal")
      .select(["type", "changes"])
      .where("subject_id", "=", first.id)
      .orderBy("id")
      .execute();
    expect(entries.map((entry) => entry.type)).toEqual(["thing.registered", "thing.edited"]);
    expect(entries[1]?.changes).toMatchObject({ attributes: { warningLevelCm: 510 }, before: { warningLevelCm: 480 } });
  });

  test("again with another name and place edits it, in its new area and found by its new name; another type is refused", async () => {
    const areas = (await city.call(duty, "GET", "/api/v1/areas")).body.items;
    const first = (await city.call(admin, "POST", "/api/v1/things", gauge("moves"))).body;
    const before = (await city.call(duty, "GET", `/api/v1/things/${first.id}`)).body;
    const other = areas.find(
      ({ level, path }: { level: number; path: string }) => level === 3 && !before.areaPath.startsWith(path),
    );
    const asked = {
      ...gauge("moves"),
      name: { zh: "新埠", en: "Xinbu" },
      position: [112.36, 28.851],
      areaPath: other.path,
    };
    expect((await city.call(admin, "POST", "/api/v1/things", asked)).body.id).toBe(first.id);
    const after = (await city.call(duty, "GET", `/api/v1/things/${first.id}`)).body;
    expect(after).toMatchObject({ name: asked.name, position: asked.position, areaPath: other.path, version: 2 });
    const { items } = (await city.call(duty, "GET", `/api/v1/things?q=${encodeURIComponent("新埠")}`)).body;
    expect(items.map(({ id }: { id: string }) => id)).toEqual([first.id]);
    await city.call(admin, "POST", "/api/v1/things", asked);
    expect((await city.call(duty, "GET", `/api/v1/things/${first.id}`)).body.version).toBe(2);

    const manhole = { ...asked, type: "manhole" };
    const refused = await city.call(admin, "POST", "/api/v1/things", manhole);
    expect(refused).toMatchObject({ status: 400, body: { faults: [{ path: "body.type", code: "is-another-type" }] } });
  });

  test.each([
    ["of no known type", { ...gauge("c"), type: "ufo" }, 422, "thing.unknown-type"],
    ["without a name", { ...gauge("c"), name: undefined }, 400, "request.invalid"],
    ["with a list for an attribute", { ...gauge("c"), attributes: { warningLevelCm: [1] } }, 400, "request.invalid"],
  ])("%s is refused", async (_, body, status, code) => {
    expect(await city.call(admin, "POST", "/api/v1/things", body)).toMatchObject({ status, body: { code } });
  });

  test("a name that is taken elsewhere tells nobody what it is", async () => {
    const { body } = await city.call(duty, "GET", "/api/v1/areas");
    const [one, other] = body.items.filter((area: { level: number }) => area.level === 3);
    await city.call(admin, "POST", "/api/v1/things", { ...gauge("taken"), areaPath: one.path });
    const stranger = administrator({ areaPath: other.path });
    expect(
      (await city.call(stranger, "POST", "/api/v1/things", { ...gauge("taken"), areaPath: other.path })).status,
    ).toBe(404);
  });

  test("a duty officer registers nothing", async () => {
    expect((await city.call(duty, "POST", "/api/v1/things", gauge("d"))).body.code).toBe("permission.missing");
  });
});

describe("the map", () => {
  test("shows what lies in the box, and nothing else", async () => {
    const all = (await city.call(duty, "GET", "/api/v1/things?limit=500")).body.items as {
      position: [number, number];
    }[];
    const [west, south, east, north] = [112.345, 28.845, 112.352, 28.852];
    const inside = all.filter(({ position: [x, y] }) => x >= west && x <= east && y >= south && y <= north);
    const asked = (await city.call(duty, "GET", `/api/v1/things?limit=500&box=${[west, south, east, north].join(",")}`))
      .body.items;
    expect(inside.length).toBeGreaterThan(3);
    expect(asked).toHaveLength(inside.length);
  });

  test("who is responsible for one street sees that street's things only", async () => {
    const { body } = await city.call(duty, "GET", "/api/v1/areas");
    const street = body.items.find((area: { level: number }) => area.level === 3);
    const local = officer({ areaPath: street.path });
    const { items } = (await city.call(local, "GET", "/api/v1/things?limit=500")).body;
    const everything = (await city.call(duty, "GET", "/api/v1/things?limit=500")).body.items;
    expect(items.length).toBeGreaterThan(0);
    expect(items.length).toBeLessThan(everything.length);
    const hidden = everything.find(
      (thing: { id: string }) => !items.some((seen: { id: string }) => seen.id === thing.id),
    );
    expect((await city.call(local, "GET", `/api/v1/things/${hidden.id}`)).status).toBe(404);
  });

  test("and only the pipes that begin there", async () => {
    const { body } = await city.call(duty, "GET", "/api/v1/areas");
    const street = body.items.find((area: { level: number }) => area.level === 3);
    const pipes = async (actor: typeof duty) =>
      JSON.parse((await city.raw(actor, "/api/v1/exports/links.geojson")).toString()).features.length;
    const permissions = ["things.export"];
    const own = await pipes(officer({ areaPath: street.path, permissions }));
    const all = await pipes(officer({ permissions }));
    expect(own).toBeGreaterThan(0);
    expect(own).toBeLessThan(all);
  });

  test("search takes % and _ as letters", async () => {
    expect((await city.call(duty, "GET", "/api/v1/things?q=%25")).body.items).toEqual([]);
  });
});

test("a retired thing leaves the map, with a reason, and keeps its history", async () => {
  const { id } = (await city.call(admin, "POST", "/api/v1/things", gauge("z"))).body;
  expect(
    (await city.call(admin, "POST", `/api/v1/things/${id}/moves/retire`, { version: 1, facts: {} })).body.code,
  ).toBe("subject.missing-facts");
  expect(
    (await city.call(admin, "POST", `/api/v1/things/${id}/moves/retire`, { version: 1, facts: { reason: "撤站" } }))
      .status,
  ).toBe(200);
  const { items } = (await city.call(duty, "GET", "/api/v1/things?type=tide-gauge&limit=500")).body;
  expect(items.map((thing: { id: string }) => thing.id)).not.toContain(id);
  expect((await city.call(duty, "GET", `/api/v1/things/${id}`)).body.stage).toBe("retired");
});
