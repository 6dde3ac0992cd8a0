import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getClockSetting } from "../../../platform/clock-store.ts";
import { administrator, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity();
});
afterAll(() => city.close());

const set = (body: object, actor = administrator()) => city.call(actor, "POST", "/api/v1/clock", body);
const shown = async () => (await city.call(undefined, "GET", "/api/v1/clock")).body;

test("strangers may know the city's name, words and demo entries", async () => {
  const { status, body } = await city.call(undefined, "GET", "/api/v1/city");
  expect([status, body.id, body.name.zh, body.levels.length]).toEqual([200, "yunze", "云泽市", 5]);
  expect(body.demo.map(({ entry }: { entry: string }) => entry)).toContain("duty-officer");
  expect(JSON.stringify(body)).not.toMatch(/周雯|zhou.wen|"administrator"/);
});

describe("the city's clock", () => {
  test("runs faster and jumps ahead when it is set, in the table and in this process", async () => {
    expect(await shown()).toMatchObject({ now: "2026-11-02T02:00:00.000Z", speed: 1, simulated: false });
    const jump = { speed: 60, at: "2026-11-02T12:00:00.000Z", reason: "夜间演练" };
    expect((await set(jump)).body).toMatchObject({ now: "2026-11-02T12:00:00.000Z", speed: 60, simulated: true });
    city.advance(1_000);
    expect((await shown()).now).toBe("2026-11-02T12:01:00.000Z");
    expect(await getClockSetting(city.database.db)).toEqual(city.clock.setting());
    const entry = await city.database.db
      .selectFrom("journal")
      .select(["type", "changes"])
      .where("type", "=", "clock.set")
      .executeTakeFirst();
    expect(entry?.changes).toEqual({ speed: 60, at: jump.at, reason: jump.reason });
  });

  test("goes back to the speed it had when whoever asked for a fast one for a while is not heard of again", async () => {
    await set({ speed: 2, reason: "平时" });
    const fast = { speed: 60, reason: "演练", lease: 30 };
    expect((await set(fast)).body.speed).toBe(60);
    city.advance(20_000);
    expect((await set({ ...fast, while: 60 })).body.speed).toBe(60);
    city.advance(20_000);
    await city.workOff();
    expect((await shown()).speed).toBe(60);
    const before = await shown();
    city.advance(11_000);
    await city.workOff();
    const after = await shown();
    expect(after.speed).toBe(2);
    expect(Date.parse(after.now)).toBeGreaterThan(Date.parse(before.now));
    const { rows } = await city.database.pool.query(
      "SELECT actor_kind, changes->>'speed' AS speed FROM journal WHERE type = 'clock.set' ORDER BY id DESC LIMIT 3",
    );
    expect(rows.map(({ actor_kind, speed }) => `${actor_kind} ${speed}`)).toEqual([
      "system 2",
      "person 60",
      "person 2",
    ]);
    await set({ speed: 60, reason: "为别处" });
    city.advance(100_000);
    await city.workOff();
    expect((await shown()).speed).toBe(60);
  });

  test("stays paused when somebody pauses it while a play holds it fast: neither renewing nor ending overrules a hand", async () => {
    await set({ speed: 1, reason: "平时" });
    const fast = { speed: 60, reason: "演练", lease: 30 };
    await set(fast);
    await set({ speed: 0, reason: "暂停" });
    expect((await set({ ...fast, while: 60 })).body.speed).toBe(0);
    expect((await set({ speed: 1, while: 60, reason: "演练结束" })).body.speed).toBe(0);
    city.advance(60_000);
    await city.workOff();
    expect((await shown()).speed).toBe(0);
    await set({ speed: 1, reason: "继续" });
  });

  test("never runs backwards", async () => {
    const before = await shown();
    const back = { speed: 1, at: "2026-11-01T00:00:00.000Z", reason: "x" };
    expect(await set(back)).toMatchObject({ status: 422, body: { code: "clock.backwards" } });
    expect(await shown()).toEqual(before);
  });

  test.each([
    ["a negative speed", { speed: -1, reason: "x" }],
    ["no reason", { speed: 1 }],
    ["a moment that is none", { speed: 1, at: "yesterday", reason: "x" }],
  ])("is not set with %s", async (_, body) => {
    expect((await set(body)).status).toBe(400);
  });

  test("is not set by an administrator of one street, however much they may do there", async () => {
    const before = await shown();
    const local = administrator({ areaPath: "430902/" });
    expect(await set({ speed: 60, reason: "x" }, local)).toMatchObject({
      status: 403,
      body: { code: "permission.missing" },
    });
    expect(await shown()).toEqual(before);
  });

  test("is set by who may", async () => {
    expect((await set({ speed: 1, reason: "x" }, officer())).status).toBe(403);
    expect((await city.call(undefined, "POST", "/api/v1/clock", { speed: 1, reason: "x" })).status).toBe(401);
  });
});
