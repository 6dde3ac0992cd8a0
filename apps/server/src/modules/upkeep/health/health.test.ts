import type { PartHealth } from "@chengyun/contracts";
import { defineCase, definePack, hours, metres } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { newId, transact } from "../../../platform/context.ts";
import { record } from "../../../platform/journal.ts";
import { handler, officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { keepQuarantined } from "../../sensing/quarantine/index.ts";
import { listUnmappedDuties } from "./city-probes.ts";
import { createStuckWatch } from "./process-probes.ts";
import { stateOf } from "./service.ts";
import { isTight } from "./store-probes.ts";

const orphan = defineCase({
  id: "lost-dog",
  name: { zh: "走失犬只", en: "Lost dog" },
  flow: "city-case",
  handledBy: "dog-catching",
  clocks: {},
  files: { zh: "无主犬只", en: "a dog without a master" },
  closes: { zh: "已收容", en: "taken in" },
  joins: { within: metres(50), for: hours(24) },
});
const pack = definePack({
  id: "dogs",
  name: { zh: "犬只", en: "Dogs" },
  standards: [],
  things: [],
  cases: [orphan],
});

let city: TestCity;
const duty = officer();
beforeAll(async () => {
  city = await openTestCity({ packs: [pack], ground: true });
});
afterAll(() => city.close());

/** The parts are asked once in two seconds; a fresh look goes to the probes. */
const look = async (part: string): Promise<PartHealth | undefined> =>
  (await city.deployment.vitals.readAll(5_000)).find((one) => one.part === part);
const figureOf = (health: PartHealth | undefined, name: string) =>
  health?.figures.find((figure) => figure.name.en === name)?.value;

describe("who asks", () => {
  test("a stranger learns how the whole fares, and nothing else", async () => {
    const { status, body } = await city.call(undefined, "GET", "/api/v1/health");
    expect([status, body]).toEqual([200, { state: "degraded" }]);
  });

  test("a duty officer sees every part with a sentence in both languages", async () => {
    const { body } = await city.call(duty, "GET", "/api/v1/health/parts");
    expect(body.version).toMatch(/^\d+\.\d+\.\d+/);
    const parts = body.parts.map(({ part }: PartHealth) => part);
    for (const part of [
      "processes",
      "database",
      "journal",
      "reactions",
      "ingest",
      "readings",
      "disk",
      "duties",
      "calendar",
    ])
      expect(parts).toContain(part);
    for (const { words } of body.parts as PartHealth[]) {
      expect(words.zh).toMatch(/\p{Script=Han}.*。$/u);
      expect(words.en).toMatch(/[.]$/);
    }
  });

  test.each(["/api/v1/health/parts", "/metrics"])("who may not see %s, does not", async (url) => {
    expect((await city.call(undefined, "GET", url)).status).toBe(401);
    expect((await city.call(handler("0199a0a0-0000-7000-8000-000000000001"), "GET", url)).status).toBe(403);
  });
});

describe("the parts", () => {
  test("the database says how fast and how large it is", async () => {
    const health = await look("database");
    expect(health?.state).toBe("well");
    expect(figureOf(health, "Size")).toBeGreaterThan(1);
    expect(figureOf(health, "Round trip")).toBeGreaterThan(0);
  });

  test("a database that lets everybody wait is down, and so is the whole", async () => {
    const { pool } = city.database;
    const held = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()));
    const parts = await city.deployment.vitals.readAll(5_000);
    for (const client of held) client.release();
    expect(parts.find(({ part }) => part === "database")?.state).toBe("down");
    expect(stateOf(parts)).toBe("down");
    expect((await look("database"))?.state).toBe("well");
  });

  test("entries that nobody gives a position are seen waiting, and no more once they have one", async () => {
    const subject = { kind: "bell", id: "1" };
    await transact(city.context(system("test")), (ctx) =>
      record(ctx, { type: "bell.rung", subject, areaPath: "", departments: [], changes: {} }),
    );
    city.advance(6_000);
    const waiting = await look("journal");
    expect([waiting?.state, figureOf(waiting, "Longest wait")]).toEqual(["degraded", 6_000]);
    expect(figureOf(waiting, "Waiting for a position")).toBeGreaterThan(0);
    await city.settle();
    const positioned = await look("journal");
    expect([positioned?.state, figureOf(positioned, "Waiting for a position")]).toEqual(["well", 0]);
    expect(figureOf(positioned, "Last position")).toBeGreaterThan(0);
  });

  test("a journal that nobody signs for over a minute is degraded, until it is signed", async () => {
    city.advance(61_000);
    expect(await look("journal")).toMatchObject({
      state: "degraded",
      words: { en: expect.stringContaining("signed") },
    });
    await city.call(duty, "GET", "/api/v1/journal/checkpoint");
    const signed = await look("journal");
    expect(signed?.state).toBe("well");
    expect(figureOf(signed, "Signed up to")).toBe(figureOf(signed, "Last position"));
  });

  test("reactions that keep up are one figure", async () => {
    await city.settle();
    expect(figureOf(await look("reactions"), "Waiting")).toBe(0);
  });

  test("without ingest it is said that no device data comes in, and the readings are not known", async () => {
    expect((await look("ingest"))?.state).toBe("down");
    expect((await look("readings"))?.state).toBe("unknown");
  });

  test("a duty no department has is named with its cases, and those that have one are not", async () => {
    const health = await look("duties");
    expect(health).toMatchObject({
      state: "degraded",
      words: { zh: expect.stringContaining("dog-catching（走失犬只）") },
    });
    expect(health?.words.en).not.toContain("drainage");
    expect(figureOf(health, "Without a department")).toBe(1);
  });

  test("the calendar says until when deadlines are certain, and two weeks before that it is late", async () => {
    const health = await look("calendar");
    const { knownUntil } = city.deployment.calendar;
    expect(health?.words.zh).toContain(knownUntil);
    const certain = figureOf(health, "Days left") ?? 0;
    expect(health?.state).toBe(certain > 14 ? "well" : "degraded");
    city.advance((certain - 13) * 86_400_000);
    expect((await look("calendar"))?.state).toBe("degraded");
  });

  test("processes are told as the supervisor sees them, and that there is none", async () => {
    expect((await look("processes"))?.state).toBe("unknown");
    const process = { state: "up" as const, pid: 7, restarts: 0, since: "2026-11-01T00:00:00.000Z" };
    city.deployment.vitals.setProcesses([
      { ...process, name: "api" },
      { ...process, name: "ingest", restarts: 2, since: city.clock.real().toISOString() },
      { ...process, name: "database", state: "down" },
    ]);
    expect(await look("process.api")).toMatchObject({ state: "well", since: process.since });
    expect(await look("process.ingest")).toMatchObject({ state: "degraded", figures: [{ value: 2 }] });
    expect((await look("process.database"))?.state).toBe("down");
    city.deployment.vitals.setProcesses([]);
  });

  test("what was put aside in the last day is counted, and what is older is not", async () => {
    const now = city.clock.now().getTime();
    const ofAge = (hoursOld: number) => {
      const at = now - hoursOld * 3_600_000;
      const why = { reason: "undecodable" as const, detail: { zh: "读不懂", en: "not understood" } };
      const nowhere = { deviceId: undefined, address: undefined, payload: undefined, areaPath: "" };
      return { id: newId(), key: newId(), ...why, ...nowhere, count: 3, firstAt: at, lastAt: at };
    };
    await keepQuarantined(city.database.db, [ofAge(1), ofAge(23), ofAge(25)]);
    expect(figureOf(await look("quarantine"), "Last 24 hours")).toBe(2);
  });
});

describe("judging", () => {
  const part = (id: string, state: PartHealth["state"]): PartHealth => ({
    part: id,
    state,
    name: { zh: "", en: "" },
    words: { zh: "", en: "" },
    figures: [],
  });

  test.each([
    ["all is well", [part("database", "well"), part("disk", "well")], "well"],
    ["something is not known", [part("database", "well"), part("disk", "unknown")], "degraded"],
    ["ingest is down and people can work", [part("database", "well"), part("ingest", "down")], "degraded"],
    ["the database is down and nobody can", [part("database", "down"), part("disk", "well")], "down"],
  ])("when %s", (_, parts, state) => {
    expect(stateOf(parts)).toBe(state);
  });

  test.each([
    ["1.9 GB of a small disk", 1.9e9, 10e9, true],
    ["4 % of a large one", 40e9, 1e12, true],
    ["half of a large one", 500e9, 1e12, false],
  ])("%s left", (_, free, total, tight) => {
    expect(isTight(free, total)).toBe(tight);
  });

  test("a reaction that stands still with work before it is stuck; one that is idle or moves is not", () => {
    const listStuck = createStuckWatch();
    const lags = (first: number) => [
      { name: "stuck", position: 5, behind: 2 },
      { name: "idle", position: 7, behind: 0 },
      { name: "moving", position: first, behind: 2 },
    ];
    expect(listStuck(lags(1), 0)).toEqual([]);
    expect(listStuck(lags(2), 61_000)).toEqual(["stuck"]);
  });

  test("a duty mapped in every area is mapped; one area without it is a gap", () => {
    const { profile } = city.deployment;
    const map = (...areas: string[]) => ({
      ...profile,
      duties: areas.map((area) => ({ duty: "dog-catching", department: profile.dutyDesk, area })),
    });
    expect(listUnmappedDuties(map("a/", "b/"), [orphan], ["a/1/", "b/1/"])).toEqual([]);
    expect(listUnmappedDuties(map("a/"), [orphan], ["a/1/", "b/1/"])).toEqual([
      { duty: "dog-catching", cases: [orphan.name] },
    ]);
  });
});

test("Prometheus reads requests, journal, reactions and the event loop", async () => {
  await city.call(duty, "GET", "/api/v1/clock");
  const { status, body } = await city.call(duty, "GET", "/metrics");
  expect(status).toBe(200);
  expect(body).toMatch(/^chengyun_http_request_duration_seconds_count\{route="\/api\/v1\/clock",status="200"\} \d+$/m);
  expect(body).toMatch(/^chengyun_reaction_lag_entries\{reaction="notices\/notice.tell"\} \d+$/m);
  expect(body).toMatch(/^chengyun_journal_head_position \d+$/m);
  expect(body).toMatch(/^chengyun_journal_waiting_entries \d+$/m);
  expect(body).toMatch(/^chengyun_nodejs_eventloop_lag_p99_seconds /m);
  expect(body).toMatch(/^chengyun_process_resident_memory_bytes /m);
  expect(body).not.toMatch(/^chengyun_ingest_messages_total /m);
});
