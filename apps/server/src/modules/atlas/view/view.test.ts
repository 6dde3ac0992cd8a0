import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity({});
});
afterAll(() => city.close());

const duty = officer();
const stranger = officer();
const view = { name: "老城夜间", query: { at: "28.84512,112.36021,16.2", layers: "-manholes" } };
const views = async (actor: typeof duty) => (await city.call(actor, "GET", "/api/v1/map-views")).body.items;

describe("a kept view of the map", () => {
  test("is found again, changed by its owner, and seen by nobody else until it is shared", async () => {
    const made = (await city.call(duty, "POST", "/api/v1/map-views", view)).body;
    expect(await views(duty)).toMatchObject([{ name: "老城夜间", own: true, query: view.query }]);
    expect(await views(stranger)).toEqual([]);
    expect((await city.call(stranger, "POST", "/api/v1/map-views", { ...view, id: made.id })).status).toBe(404);
    expect((await city.call(stranger, "DELETE", `/api/v1/map-views/${made.id}`)).status).toBe(404);
    await city.call(duty, "POST", "/api/v1/map-views", { ...view, id: made.id, name: "老城" });
    expect(await views(duty)).toMatchObject([{ name: "老城" }]);
    expect((await city.call(duty, "DELETE", `/api/v1/map-views/${made.id}`)).status).toBe(204);
    expect(await views(duty)).toEqual([]);
  });

  test.each([
    ["no name", { ...view, name: " " }],
    ["a novel for a query", { ...view, query: { at: "x".repeat(2_001) } }],
    ["no query", { name: "老城" }],
  ])("%s is refused", async (_, body) => {
    expect((await city.call(duty, "POST", "/api/v1/map-views", body)).status).toBe(400);
  });

  test("who may not look at things has no views", async () => {
    const blind = { ...officer(), permissions: new Set<string>() };
    expect((await city.call(blind, "GET", "/api/v1/map-views")).status).toBe(403);
  });
});
