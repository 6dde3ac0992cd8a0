import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { keepThings } from "../thing/index.ts";

let city: TestCity;
const duty = officer({ permissions: ["things.export"] });
beforeAll(async () => {
  city = await openTestCity({ ground: true });
  await keepThings(city.context(system("test")), [
    { ref: "f-1", type: "manhole", name: { zh: "=cmd()", en: "x,y" }, position: [112.35, 28.848], attributes: {} },
  ]);
});
afterAll(() => city.close());

const read = async (file: string, actor = duty) => (await city.raw(actor, `/api/v1/exports/${file}`)).toString();

describe("files of what is where", () => {
  test.each([["things"], ["links"], ["areas"], ["base"]])("%s are whole in both forms", async (kind) => {
    const geojson = JSON.parse(await read(`${kind}.geojson`));
    const lines = (await read(`${kind}.csv`)).trim().split("\r\n");
    expect(geojson.features.length).toBeGreaterThan(10);
    expect(lines).toHaveLength(geojson.features.length + 1);
  });

  test("a formula is text, a comma stays in its cell", async () => {
    const line = (await read("things.csv")).split("\r\n").find((one) => one.includes(",f-1,"));
    expect(line).toContain(`"'=cmd()","x,y"`);
  });

  test("only what lies in one's area, and who may; what was taken is recorded", async () => {
    const { body } = await city.call(duty, "GET", "/api/v1/areas");
    const street = body.items.find((area: { level: number }) => area.level === 3);
    const local = officer({ areaPath: street.path, permissions: ["things.export"] });
    const own = JSON.parse(await read("things.geojson", local)).features;
    expect(own.length).toBeGreaterThan(0);
    for (const { properties } of own) expect(properties.area.startsWith(street.path)).toBe(true);
    expect((await city.call(officer(), "GET", "/api/v1/exports/things.csv")).status).toBe(403);
    expect((await city.call(duty, "GET", "/api/v1/exports/secrets.csv")).status).toBe(400);
    const entries = await city.database.pool.query(
      "SELECT changes FROM journal WHERE type = 'export.made' ORDER BY id",
    );
    expect(entries.rows.at(-1)?.changes).toEqual({ of: "things", format: "geojson" });
  });
});
