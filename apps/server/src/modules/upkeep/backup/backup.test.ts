import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { administrator, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { findDue, lastDue } from "./plan.ts";
import { type BackupRun, endRun, insertRun, interruptRuns } from "./store.ts";

const zone = "Asia/Shanghai";
const at = (text: string): number => Date.parse(text);
const run = (beganAt: string): BackupRun => ({ beganAt: new Date(beganAt) }) as BackupRun;
const plan = { at: "02:30", zone, testDays: 7 };

describe("the plan", () => {
  test.each([
    ["after the hour: today's", "2026-11-30T03:00:00Z", "2026-11-29T18:30:00.000Z"],
    ["before the hour: yesterday's", "2026-11-29T18:29:00Z", "2026-11-28T18:30:00.000Z"],
    ["at the hour itself", "2026-11-29T18:30:00Z", "2026-11-29T18:30:00.000Z"],
  ])("was last due, %s", (_, now, due) => {
    expect(new Date(lastDue(at(now), plan)).toISOString()).toBe(due);
  });

  test.each<[string, Parameters<typeof findDue>[2], ReturnType<typeof findDue>]>([
    ["none was ever made", { begun: undefined, made: undefined, tried: undefined, tested: undefined }, "backup"],
    [
      "the last one failed a minute ago: not each minute",
      { begun: run("2026-11-30T02:59:00Z"), made: undefined, tried: undefined, tested: undefined },
      undefined,
    ],
    [
      "the last one failed two hours ago",
      { begun: run("2026-11-30T01:00:00Z"), made: run("2026-11-28T18:31:00Z"), tried: undefined, tested: undefined },
      "backup",
    ],
    [
      "today's is made and none was ever tried",
      { begun: undefined, made: run("2026-11-29T18:31:00Z"), tried: undefined, tested: undefined },
      "test",
    ],
    [
      "today's is made, one was tried this week",
      {
        begun: undefined,
        made: run("2026-11-29T18:31:00Z"),
        tried: run("2026-11-26T18:40:00Z"),
        tested: run("2026-11-26T18:40:00Z"),
      },
      undefined,
    ],
  ])("when %s", (_, runs, due) => {
    expect(findDue(at("2026-11-30T03:00:00Z"), plan, runs)).toBe(due);
  });
});

describe("over HTTP", () => {
  let city: TestCity;
  const keeper = administrator({ permissions: ["backups.read", "backups.make"] });
  beforeAll(async () => {
    city = await openTestCity();
  });
  afterAll(() => city.close());

  test("who may not, may not; who may for a part of the city may not either", async () => {
    expect((await city.call(undefined, "GET", "/api/v1/backups")).status).toBe(401);
    expect((await city.call(officer(), "GET", "/api/v1/backups")).status).toBe(403);
    const reader = administrator({ permissions: ["backups.read"] });
    expect((await city.call(reader, "POST", "/api/v1/backups")).status).toBe(403);
    const ofPart = { ...keeper, areaPath: "4309/" };
    expect((await city.call(ofPart, "GET", "/api/v1/backups")).status).toBe(403);
  });

  test("without a place nothing is begun, and the sentence says what is missing", async () => {
    expect(await city.call(keeper, "POST", "/api/v1/backups")).toMatchObject({
      status: 409,
      body: { code: "backup.not-set-up" },
    });
    expect((await city.call(keeper, "GET", "/api/v1/backups")).body).toMatchObject({ items: [], keep: 14 });
  });

  test("a run whose process is gone counts for nothing, a failed one says why", async () => {
    const { db } = city.database;
    const one = { kind: "backup" as const, askedBy: undefined, place: "/srv/backups" };
    const [gone, failed] = ["01a22a80-0000-7000-8000-000000000001", "01a22a80-0000-7000-8000-000000000002"];
    await insertRun(db, { ...one, id: gone, name: "yunze-1/a" });
    await insertRun(db, { ...one, id: failed, name: "yunze-1/b" });
    await endRun(db, failed, { state: "failed", fault: { zh: "磁盘已满", en: "The disk is full" } });
    await interruptRuns(db);
    const { body } = await city.call(keeper, "GET", "/api/v1/backups");
    expect(body.items).toMatchObject([
      { name: "yunze-1/b", state: "failed", fault: { en: "The disk is full" } },
      { name: "yunze-1/a", state: "interrupted" },
    ]);
  });
});
