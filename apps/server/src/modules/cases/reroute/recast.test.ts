import { afterAll, expect, test } from "vitest";
import { openLampCity } from "../../../testing/lamp-city.ts";

const hour = 3_600_000;
const { city, duty, second, mender, checker, read, does, clockOf, reported, disposing } = await openLampCity();
afterAll(() => city.close());

const correct = async (id: string, given: object) => {
  const { version } = await read(id);
  return city.call(duty, "POST", `/api/v1/cases/${id}/correct`, { version, reason: "现场核对", ...given });
};

test("a filed case gets the words and the limit of the condition that is named with its new category, from its start", async () => {
  const id = await disposing();
  city.advance(hour);
  const { startedAt } = await clockOf(id);
  const before = await read(id);
  const vague = await correct(id, { category: "leaning-pole" });
  expect(vague.body).toMatchObject({
    status: 422,
    code: "dictionary.no-condition",
    faults: [{ path: "body.condition", code: "choice" }],
  });
  expect(await read(id)).toEqual(before);
  expect((await correct(id, { category: "leaning-pole", condition: "danger" })).status).toBe(200);
  const found = await read(id);
  expect(found).toMatchObject({
    category: "leaning-pole",
    stage: "disposing",
    files: { en: "it may fall" },
    closes: { en: "the danger is gone" },
    facts: { "filing-condition": "有倒伏危险" },
  });
  const limit = { amount: 2, kind: "urgent-hours" };
  const dueAt = new Date(Date.parse(startedAt) + 2 * hour).toISOString();
  expect(await clockOf(id)).toMatchObject({ limit, startedAt, dueAt, leftMs: hour, late: false });
  expect(found.clock).toMatchObject({ dueAt });
  await does(mender, id, "feed-back", { result: "已扶正" });
  await does(checker, id, "rework", { reason: "仍斜" });
  expect(await clockOf(id)).toMatchObject({ limit });
});

test("another condition of the same category is put right the same way, extensions granted being of that limit", async () => {
  const id = await disposing();
  await correct(id, { category: "leaning-pole", condition: "danger" });
  await does(mender, id, "ask-extension", { reason: "等吊车" });
  await does(duty, id, "extend");
  expect((await correct(id, { category: "leaning-pole", condition: "slight" })).status).toBe(200);
  expect(await clockOf(id)).toMatchObject({ limitMs: 80 * hour, extensions: 1 });
});

test("a limit that is over by the right category is noticed late, once, and one that is not any more once again", async () => {
  const id = await disposing();
  const noticed = async () => {
    await city.workOff();
    const { items } = (await city.call(duty, "GET", `/api/v1/cases/${id}/timeline`)).body;
    return items.filter(({ type }: { type: string }) => type === "case.late").length;
  };
  city.advance(3 * hour);
  expect(await noticed()).toBe(0);
  await correct(id, { category: "leaning-pole", condition: "danger" });
  expect([await noticed(), await noticed()]).toEqual([1, 1]);
  await correct(id, { category: "leaning-pole", condition: "slight" });
  expect(await clockOf(id)).toMatchObject({ late: false });
  city.advance(38 * hour);
  expect([await noticed(), await noticed()]).toEqual([2, 2]);
});

test("before it was filed only the category changes; it is filed under a condition of the right one", async () => {
  const id = await reported();
  expect((await correct(id, { category: "leaning-pole" })).status).toBe(200);
  expect((await read(id)).facts["filing-condition"]).toBeUndefined();
  await does(duty, id, "file", { "filing-condition": "slight" });
  const department = (await read(id)).facts.department;
  await does(second, id, "dispatch", { department });
  expect(await clockOf(id)).toMatchObject({ limit: { amount: 40 } });
});

test("a category that new cases may not have is refused, and so is one there is not", async () => {
  const id = await disposing();
  const gone = await correct(id, { category: "county/2019/part-0103", condition: "1" });
  expect(gone.body).toMatchObject({ status: 422, code: "report.no-category", faults: [{ path: "body.category" }] });
});
