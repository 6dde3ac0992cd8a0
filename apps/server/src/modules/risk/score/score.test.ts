import { minutes } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { newId } from "../../../platform/context.ts";
import { administrator, handler, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { keepAlarmEvents } from "../../alarms/alarm/index.ts";
import { keepThings } from "../../atlas/thing/index.ts";
import { judgeAll } from "./judge.ts";

let city: TestCity;
const desk = officer({ permissions: ["risks.read", "risks.review", "hidden-dangers.read", "hidden-dangers.find"] });
const elsewhere = officer({ areaPath: "439800/439882/", permissions: ["risks.read", "risks.review"] });
const ids = new Map<string, string>();

const site = (ref: string, at: number, attributes: Record<string, string | number>) => ({
  ref,
  type: "hazard-site",
  name: { zh: ref, en: ref },
  position: [112.345 + at * 1e-3, 28.845] as [number, number],
  attributes,
});

beforeAll(async () => {
  city = await openTestCity({ ground: true });
  const rows = [
    site("chlorine", 0, { stock: "7782-50-5: 60", exposedPeople: 60 }),
    site("cold-store", 1, { stock: "7664-41-7: 40", exposedPeople: 10 }),
    site("small", 2, { stock: "7664-41-7: 2", exposedPeople: 10 }),
    site("unreadable", 3, { stock: "ammonia: 40", exposedPeople: 10 }),
  ];
  for (const { ref, id } of await keepThings(city.context(administrator()), rows)) ids.set(ref, id ?? "");
  await judgeAll(city.context(system("risk")));
});
afterAll(() => city.close());

const get = async (path: string, actor = desk) => (await city.call(actor, "GET", path)).body;
const riskOf = async (ref: string) => (await get(`/api/v1/risks?thing=${ids.get(ref)}`)).items[0];
const detailOf = async (ref: string) => get(`/api/v1/risks/${(await riskOf(ref)).id}`);
const judge = () => judgeAll(city.context(system("risk")));

describe("the inventory of risks", () => {
  test("is worst first, each with its colour; R of 60 t of chlorine among 60 people is 1.5 · 4 · 60/5 = 72", async () => {
    const { items } = await get("/api/v1/risks?model=major-hazard");
    expect(
      items.map(({ thingName, colour, score }: never) => [(thingName as { zh: string }).zh, colour, score]),
    ).toEqual([
      ["unreadable", "red", 100],
      ["chlorine", "orange", 72],
      ["cold-store", "blue", 8],
      ["small", "blue", expect.closeTo(0.04)],
    ]);
  });

  test("goes on page by page without losing one", async () => {
    const first = await get("/api/v1/risks?model=major-hazard&limit=3");
    const second = await get(`/api/v1/risks?model=major-hazard&limit=3&after=${first.next}`);
    expect([first.items.length, second.items.map(({ thingName }: never) => (thingName as { zh: string }).zh)]).toEqual([
      3,
      ["small"],
    ]);
    expect(second.next).toBeUndefined();
  });

  test("says of a figure that nobody knew that it was assumed", async () => {
    const { inputs } = await detailOf("unreadable");
    expect(inputs.find(({ id }: { id: string }) => id === "r")).toMatchObject({ value: 100, assumed: true });
    const known = await detailOf("chlorine");
    expect(known.inputs.find(({ id }: { id: string }) => id === "r")).toMatchObject({ value: 72, assumed: false });
  });

  test("is judged again without a change: nothing is written, nothing recorded", async () => {
    expect(await judge()).toBe(0);
    expect((await detailOf("chlorine")).history).toHaveLength(1);
  });

  test("is seen by area: another district's officer finds neither list, colours nor page", async () => {
    const { id } = await riskOf("chlorine");
    expect((await get("/api/v1/risks", elsewhere)).items).toEqual([]);
    expect((await get("/api/v1/risks/areas", elsewhere)).items).toEqual([]);
    expect((await city.call(elsewhere, "GET", `/api/v1/risks/${id}`)).status).toBe(404);
    const moved = await city.call(elsewhere, "POST", `/api/v1/risks/${id}/moves/review`, {
      version: 1,
      facts: { "control-state": "effective", controls: "x", "next-review": "2027-01-01" },
    });
    expect(moved.status).toBe(404);
  });

  test("colours the areas below one by their worst, and counts", async () => {
    const { items } = await get("/api/v1/risks/areas");
    expect(items).toHaveLength(1);
    expect(items[0].colour).toBe("red");
    const hazards = items[0].models.find(({ model }: { model: string }) => model === "major-hazard");
    expect(hazards).toEqual({
      model: "major-hazard",
      colour: "red",
      counts: { red: 1, orange: 1, yellow: 0, blue: 2 },
    });
  });
});

describe("why a risk changed", () => {
  test("an alarm at the site raises it at once, and its end lowers it again", async () => {
    const thing = { id: ids.get("cold-store") ?? "", areaPath: "439800/439881/", position: [112.346, 28.845] as const };
    const at = city.clock.now().getTime();
    const event = {
      ...{ id: newId(), rule: "cabinet-tripped", thing, streamNo: 1, value: 2, silence: false },
      ...{ startedAt: at, since: at, at, judgedAt: at, readingAt: at, severity: "red" as const },
    };
    city.advance(minutes(1));
    await keepAlarmEvents(city.context(system("ingest")), [{ ...event, kind: "raise" }]);
    await city.settle();
    expect(await riskOf("cold-store")).toMatchObject({ colour: "yellow", score: 16 });
    const { history } = await detailOf("cold-store");
    expect(history[0].why).toEqual([{ factor: "state", from: 1, to: 2 }]);
    city.advance(minutes(1));
    await keepAlarmEvents(city.context(system("ingest")), [{ ...event, id: newId(), kind: "clear" }]);
    await city.settle();
    expect(await riskOf("cold-store")).toMatchObject({ colour: "blue", score: 8 });
  });

  test("a hidden danger that is open raises it at the next round", async () => {
    const found = await city.call(desk, "POST", "/api/v1/hidden-dangers", {
      facts: { "danger-at": ids.get("chlorine"), danger: "喷淋管锈蚀", "danger-grade": "general" },
    });
    expect([found.status, found.body.code]).toEqual([201, undefined]);
    await judge();
    expect((await riskOf("chlorine")).score).toBeCloseTo(72 * 1.1);
  });

  test("controls that were reviewed as effective lower it, and the day of the next review is kept", async () => {
    const { id, version } = await detailOf("unreadable");
    const reviewed = await city.call(desk, "POST", `/api/v1/risks/${id}/moves/review`, {
      version,
      facts: { "control-state": "effective", controls: "双人双锁，24 小时视频", "next-review": "2027-03-01" },
    });
    expect([reviewed.status, reviewed.body.code]).toEqual([200, undefined]);
    await city.settle();
    expect(await riskOf("unreadable")).toMatchObject({
      colour: "orange",
      score: 80,
      controlState: "effective",
      nextReview: "2027-03-01",
      reviewLate: false,
    });
  });

  test("a review without a word of what was found is refused", async () => {
    const { id, version } = await detailOf("small");
    const { status } = await city.call(desk, "POST", `/api/v1/risks/${id}/moves/review`, {
      version,
      facts: { "control-state": "effective", "next-review": "2027-03-01" },
    });
    expect(status).toBe(422);
    const barred = handler("0199a0a0-0000-7000-8000-000000000001", { permissions: ["risks.read"] });
    const denied = await city.call(barred, "POST", `/api/v1/risks/${id}/moves/review`, { version, facts: {} });
    expect(denied.status).toBe(403);
  });

  test("a retired site leaves the inventory, one that changed its stock is judged anew", async () => {
    const admin = city.context(administrator());
    await keepThings(admin, [site("small", 2, { stock: "7664-41-7: 400", exposedPeople: 10 })]);
    await judge();
    expect(await riskOf("small")).toMatchObject({ colour: "orange", score: 80 });
    const retired = await city.call(administrator(), "POST", `/api/v1/things/${ids.get("small")}/moves/retire`, {
      version: 2,
      facts: { reason: "已搬迁" },
    });
    expect(retired.status).toBe(200);
    await city.settle();
    expect(await riskOf("small")).toBeUndefined();
  });
});
