import { afterAll, beforeAll, expect, test } from "vitest";
import { handler, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";

let city: TestCity;
const duty = officer();

beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const open = async (category: string, x: number): Promise<string> =>
  (
    await city.call(duty, "POST", "/api/v1/reports", {
      category,
      position: [112.35 + x / 1_000, 28.85],
      text: "坏了",
      near: "apart",
    })
  ).body.caseId;

const file = (items: readonly object[], facts: object = {}) =>
  city.call(duty, "POST", "/api/v1/cases/moves/file", { items, facts });

test("cases of several categories are filed at once, each under a condition of its own category", async () => {
  const [lamp, lid, tree] = [
    await open("part-street-light", 0),
    await open("part-water-manhole", 1),
    await open("part-street-light", 2),
  ];
  const under = (id: string, condition: string) => ({ id, version: 1, facts: { "filing-condition": condition } });
  const { body } = await file([
    under(lamp, "part-street-light#c"),
    under(lid, "part-water-manhole#a"),
    under(tree, "part-water-manhole#a"),
  ]);
  expect(body.items.map((one: { stage?: string; fault?: { code: string } }) => one.stage ?? one.fault?.code)).toEqual([
    "filed",
    "filed",
    "dictionary.no-condition",
  ]);
  const { body: shown } = await city.call(duty, "GET", `/api/v1/cases/${lid}`);
  expect(shown.facts.condition).toBe("part-water-manhole#a");
});

test("what is said of all counts where a case says nothing of its own, and a photo is the proof of one case only", async () => {
  const ids = [await open("part-street-light", 3), await open("part-street-light", 4)];
  const items = [
    { id: ids[0], version: 1 },
    { id: ids[1], version: 1, facts: { "filing-condition": "part-street-light#a" } },
  ];
  const photo = await file([{ id: ids[0], version: 1, facts: { photos: [] } }]);
  expect([photo.status, photo.body.faults[0].path]).toEqual([400, "body.items.0.facts.photos"]);
  await file(items, { "filing-condition": "part-street-light#b" });
  const conditions = await Promise.all(
    ids.map(async (id) => (await city.call(duty, "GET", `/api/v1/cases/${id}`)).body.facts.condition),
  );
  expect(conditions).toEqual(["part-street-light#b", "part-street-light#a"]);
});

test("where the rules send many is told before: each to its department with the reason, and why one can't be dispatched", async () => {
  const [lamp, lid] = [await open("part-street-light", 5), await open("part-water-manhole", 6)];
  await file([{ id: lamp, version: 1, facts: { "filing-condition": "part-street-light#a" } }]);
  const asked = { ids: [lamp, lid] };
  const { body } = await city.call(duty, "POST", "/api/v1/cases/destinations", asked);
  const of = (id: string) => body.items.find((one: { id: string }) => one.id === id);
  const { route } = (await city.call(duty, "GET", `/api/v1/cases/${lamp}`)).body;
  expect(of(lamp)).toMatchObject({ departmentId: route.departmentId, departmentName: route.departmentName });
  expect(of(lamp).why.zh).toContain(route.departmentName.zh);
  expect(of(lid)).toEqual({ id: lid, why: expect.objectContaining({ zh: expect.stringContaining("现在在“待立案”") }) });
  expect((await city.call(handler(route.departmentId), "POST", "/api/v1/cases/destinations", asked)).status).toBe(403);
});
