import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { handler, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId } from "../../identity/department/index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const keeper = officer({ permissions: ["routing.edit"] });
const [wide, narrow] = [departmentId("city-management"), departmentId("drainage-office")];

const rule = (en: string, condition: string, place: number, department = wide) => ({
  name: { zh: en, en },
  condition,
  departmentId: department,
  place,
});

const add = async (body: object) => {
  const answer = await city.call(keeper, "POST", "/api/v1/routing-rules", body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id as string;
};

const report = async (position: readonly [number, number] = [112.35, 28.85]) => {
  const said = { category: "storm-tide", position, text: "积水" };
  const answer = await city.call(keeper, "POST", "/api/v1/reports", said);
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.caseId as string;
};

const look = async (id: string) => (await city.call(keeper, "GET", `/api/v1/cases/${id}`)).body;

const routed = async (id: string) => {
  await city.settle();
  const { rows } = await city.database.pool.query(
    "SELECT changes FROM journal WHERE subject_id = $1 AND type = 'case.routed' ORDER BY id",
    [id],
  );
  return rows.map(({ changes }) => changes);
};

describe("where a case goes", () => {
  test("without rules is said by the duty of its category, and nothing is written about it", async () => {
    const id = await report();
    const { route, facts } = await look(id);
    expect(route).toMatchObject({ asked: 0, reads: [{ field: "category" }, { field: "area" }] });
    expect(facts.department).toBe(route.departmentId);
    expect(await routed(id)).toEqual([]);
  });

  test("is said by the first rule that holds, and only rules that read the changed place run again", async () => {
    const east = await add(rule("east", "longitude > 112.36", 1));
    const storms = await add(rule("storms", 'category == "storm-tide"', 2, narrow));
    const id = await report([112.351, 28.851]);
    const before = await look(id);
    expect(before.route).toMatchObject({
      departmentId: narrow,
      rule: { id: storms, version: 1, name: { en: "storms" } },
      reads: [{ field: "category", value: "storm-tide" }],
      asked: 2,
      ran: 2,
    });
    expect(before.facts.department).toBe(narrow);
    const body = { version: before.version, reason: "反映人更正位置", position: [112.365, 28.85] };
    expect((await city.call(keeper, "POST", `/api/v1/cases/${id}/correct`, body)).status).toBe(200);
    const { route } = await look(id);
    expect(route).toMatchObject({ departmentId: wide, rule: { id: east, version: 1 }, asked: 1, ran: 1 });
    expect(await routed(id)).toMatchObject([
      { rule: storms, ruleVersion: 1, department: narrow, reads: ["category"], ran: [east, storms] },
      { rule: east, ruleVersion: 1, department: wide, reads: ["longitude"], ran: [east] },
    ]);
    const edit = { version: 1, facts: { condition: "longitude > 112.40", reason: "界线东移" } };
    expect((await city.call(keeper, "POST", `/api/v1/routing-rules/${east}/moves/edit`, edit)).status).toBe(200);
    const back = {
      version: route.version ?? 3,
      reason: "更正类别",
      category: "storm-tide",
      position: [112.366, 28.85],
    };
    const { version } = await look(id);
    expect((await city.call(keeper, "POST", `/api/v1/cases/${id}/correct`, { ...back, version })).status).toBe(200);
    const last = (await look(id)).route;
    expect(last).toMatchObject({ rule: { id: storms, version: 1 }, asked: 2 });
  });

  test("can be tried on past cases before a rule counts", async () => {
    const draft = { condition: 'category == "storm-tide" && latitude > 28.0', departmentId: wide, place: 0 };
    const { status, body } = await city.call(keeper, "POST", "/api/v1/routing-rules/try", { draft });
    expect([status, body.looked > 0, body.fired > 0]).toEqual([200, true, true]);
    expect(body.sample[0]).toMatchObject({ would: { en: expect.any(String) }, rule: { en: "(draft)" } });
    const { items } = (await city.call(keeper, "GET", "/api/v1/routing-rules")).body;
    expect(items.map(({ name }: { name: { en: string } }) => name.en)).toEqual(["east", "storms"]);
  });
});

test.each([
  ["a field there is not", { condition: "colour == 'red'" }, 422],
  ["no answer of yes or no", { condition: "category" }, 422],
  ["nothing", { condition: "" }, 400],
  ["a department there is not", { departmentId: "0198c0de-0000-7000-8000-00000000dead" }, 422],
])("a rule of %s is refused with the place", async (_, wrong, status) => {
  const answer = await city.call(keeper, "POST", "/api/v1/routing-rules", { ...rule("x", "true", 9), ...wrong });
  expect([answer.status, answer.body.faults?.length > 0]).toEqual([status, true]);
});

test("who may not edit rules, may not; corrections take who files and a place in the city", async () => {
  const nobody = handler(narrow);
  expect((await city.call(nobody, "POST", "/api/v1/routing-rules", rule("x", "true", 9))).status).toBe(403);
  const id = await report([112.352, 28.852]);
  const { version } = await look(id);
  const url = `/api/v1/cases/${id}/correct`;
  const tries: [object, number][] = [
    [{ version, reason: "x" }, 400],
    [{ version, reason: "x", position: [10, 10] }, 422],
    [{ version, reason: "x", category: "no such thing" }, 422],
    [{ version, reason: "x", condition: "1" }, 400],
    [{ version: 77, reason: "x", category: "storm-tide" }, 409],
  ];
  for (const [body, status] of tries)
    expect((await city.call(keeper, "POST", url, body)).status, JSON.stringify(body)).toBe(status);
  expect((await city.call(nobody, "POST", url, { version, reason: "x", category: "storm-tide" })).status).toBe(403);
});
