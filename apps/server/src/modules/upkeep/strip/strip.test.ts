import { defineCase, definePack, hours as hoursLong, metres } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { administrator, handler, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId } from "../../identity/department/index.ts";
import { sliceFor } from "./service.ts";

const pothole = defineCase({
  id: "pothole",
  name: { zh: "道路破损", en: "Pothole" },
  flow: "city-case",
  handledBy: "city-management",
  clocks: {},
  files: { zh: "破损", en: "broken" },
  closes: { zh: "修复", en: "mended" },
  joins: { within: metres(50), for: hoursLong(24) },
});
const pack = definePack({ id: "test", name: { zh: "测试", en: "Test" }, standards: [], things: [], cases: [pothole] });

let city: TestCity;
const duty = officer();
beforeAll(async () => {
  city = await openTestCity({ packs: [pack], ground: true });
});
afterAll(() => city.close());

const report = async (position: [number, number]): Promise<string> =>
  (await city.call(duty, "POST", "/api/v1/reports", { category: "pothole", position, text: "坑" })).body.caseId;
const strip = async (actor = duty, query = "") => (await city.call(actor, "GET", `/api/v1/strip${query}`)).body;
const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0);

test("alarms, reports and cases are counted in the slice they happened in", async () => {
  await report([112.34, 28.84]);
  city.advance(45 * 60_000);
  const caseId = await report([112.345, 28.845]);
  await report([112.345, 28.845]);
  const { areaPath } = (await city.call(duty, "GET", `/api/v1/cases/${caseId}`)).body;
  await transact(city.context(system("test")), (ctx) =>
    record(ctx, {
      type: "alarm.raised",
      subject: { kind: "alarm", id: "0199a0a0-0000-7000-8000-000000000001" },
      areaPath,
      departments: [],
      // No rule of that name: no report follows.
      changes: { rule: "none", thingId: "0199a0a0-0000-7000-8000-000000000002" },
    }),
  );
  expect(sum((await strip()).reports), "entries without a position").toBe(0);
  await city.settle();
  const day = await strip();
  expect([day.sliceMs, day.alarms.length, day.reports.length, day.cases.length]).toEqual([900_000, 96, 96, 96]);
  expect(Date.parse(day.to) - Date.parse(day.from)).toBe(86_400_000);
  expect(Date.parse(day.to)).toBeGreaterThan(city.clock.now().getTime());
  expect([day.alarms.at(-1), day.reports.at(-1), day.cases.at(-1)]).toEqual([1, 2, 1]);
  expect([sum(day.alarms), sum(day.reports), sum(day.cases)]).toEqual([1, 3, 2]);
  expect([day.reports.at(-4), day.cases.at(-4)]).toEqual([1, 1]);
});

test("what is older than asked for is not counted", async () => {
  const hour = await strip(duty, "?hours=1");
  expect([sum(hour.reports), hour.reports.length]).toEqual([3, 60]);
  city.advance(20 * 60_000);
  expect(sum((await strip(duty, "?hours=1")).reports)).toBe(2);
});

describe("who sees what", () => {
  test("another area's events are not counted", async () => {
    expect(sum((await strip(officer({ areaPath: "elsewhere/" }))).reports)).toBe(0);
  });

  test("a department sees the cases it has", async () => {
    const own = departmentId("city-management");
    const mender = handler(own);
    expect(sum((await strip(mender)).cases)).toBe(0);
    const id = await report([112.35, 28.85]);
    const move = (name: string, version: number, facts: object) =>
      city.call(duty, "POST", `/api/v1/cases/${id}/moves/${name}`, { version, facts });
    await move("file", 1, { "filing-condition": "破损" });
    await move("dispatch", 2, { department: own });
    await city.settle();
    expect(sum((await strip(mender)).cases)).toBe(1);
    expect(sum((await strip(handler(departmentId("drainage-office")))).cases)).toBe(0);
  });

  test("what a post may not read is counted as nothing", async () => {
    const { alarms, reports, cases } = await strip(administrator());
    expect([sum(alarms), sum(reports), sum(cases)]).toEqual([0, 0, 0]);
    expect((await city.call(undefined, "GET", "/api/v1/strip")).status).toBe(401);
  });
});

test.each(["0", "169", "1.5", "all"])("%s hours are refused", async (hours) => {
  expect((await city.call(duty, "GET", `/api/v1/strip?hours=${hours}`)).status).toBe(400);
});

test("at most 96 slices make up any number of hours", () => {
  for (let hours = 1; hours <= 168; hours += 1)
    expect(Math.ceil((hours * 3_600_000) / sliceFor(hours))).toBeLessThanOrEqual(96);
});
