import { defineFlow, definePack, naturalHours } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { redateClocks, watchClocks } from "./watch.ts";

const name = { zh: "修", en: "Mend" };
const repair = defineFlow({
  id: "watched-repair",
  kind: "watched-repair",
  plural: "watched-repairs",
  version: 1,
  name,
  stages: { mending: { name }, waiting: { name }, done: { name, end: true } },
  clocks: { mend: { name, limit: naturalHours(4) } },
  facts: { until: { id: "until", name, kind: "time" } },
  moves: {
    report: { name, from: "new", to: "mending", by: "watched-repairs.do", records: "reported", starts: "mend" },
    prolong: { name, from: "mending", by: "watched-repairs.do", records: "prolonged", extends: "mend" },
    wait: {
      name,
      from: "mending",
      to: "waiting",
      by: "watched-repairs.do",
      records: "suspended",
      needs: ["until"],
      until: { fact: "until", longestDays: 10 },
      pauses: "mend",
    },
    goOn: {
      name,
      from: "waiting",
      to: "mending",
      by: "watched-repairs.do",
      byMachine: "also",
      when: "resumed",
      records: "resumed",
      resumes: "mend",
    },
    near: {
      name,
      from: ["mending", "waiting"],
      by: "watched-repairs.do",
      byMachine: "only",
      when: "nearly-late",
      records: "nearly-late",
      quiet: true,
    },
    late: {
      name,
      from: ["mending", "waiting"],
      by: "watched-repairs.do",
      byMachine: "only",
      when: "late",
      records: "late",
      quiet: true,
    },
    finish: { name, from: "mending", to: "done", by: "watched-repairs.do", records: "finished", stops: "mend" },
  },
});
const pack = definePack({
  id: "watched",
  name,
  standards: [],
  things: [],
  flows: [repair],
});

const hour = 3_600_000;
let city: TestCity;
const clerk = officer({ permissions: ["watched-repairs.read", "watched-repairs.do"] });

beforeAll(async () => {
  city = await openTestCity({ packs: [pack], ground: true });
});
afterAll(() => city.close());

const openOne = async (): Promise<string> =>
  (await city.call(clerk, "POST", "/api/v1/watched-repairs", { facts: {} })).body.id;
const move = async (id: string, what: string, version: number, facts: object = {}) => {
  const answer = await city.call(clerk, "POST", `/api/v1/watched-repairs/${id}/moves/${what}`, { version, facts });
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
  return answer.body;
};
const look = () => watchClocks.run(city.context(system("watch")));
const told = async (id: string): Promise<string[]> =>
  (
    await city.database.pool.query(
      "SELECT type FROM journal WHERE subject_id = $1 AND type ~ 'late|resumed|prolonged' ORDER BY id",
      [id],
    )
  ).rows.map((row: { type: string }) => row.type.replace("watched-repair.", ""));

describe("a limit", () => {
  test("is called nearly over once and over once, however often and by how many it is looked at", async () => {
    const id = await openOne();
    await look();
    expect(await told(id)).toEqual([]);
    city.advance(3 * hour);
    await Promise.all([look(), look(), look()]);
    await look();
    expect(await told(id)).toEqual(["nearly-late"]);
    city.advance(hour);
    await look();
    expect(await told(id), "at the deadline itself it is still in time").toEqual(["nearly-late"]);
    city.advance(1);
    await Promise.all([look(), look()]);
    await look();
    expect(await told(id)).toEqual(["nearly-late", "late"]);
  });

  test("that was overrun while nobody looked is told as over, and no more as nearly over", async () => {
    const id = await openOne();
    city.advance(9 * hour);
    await look();
    expect(await told(id)).toEqual(["late"]);
  });

  test("that was kept is never told", async () => {
    const id = await openOne();
    await move(id, "finish", 1);
    city.advance(9 * hour);
    await look();
    expect(await told(id)).toEqual([]);
  });

  test("that was extended is nearly over once more", async () => {
    const id = await openOne();
    city.advance(3 * hour);
    await look();
    await move(id, "prolong", 1);
    await look();
    city.advance(3 * hour);
    await look();
    expect(await told(id)).toEqual(["nearly-late", "prolonged", "nearly-late"]);
  });
});

describe("a suspension", () => {
  test("ends by itself at its date, and the limit runs on from where it stood", async () => {
    const id = await openOne();
    city.advance(hour);
    const until = new Date(city.clock.now().getTime() + 48 * hour).toISOString();
    await move(id, "wait", 1, { until });
    city.advance(47 * hour);
    await look();
    expect(await told(id)).toEqual([]);
    city.advance(hour);
    await Promise.all([look(), look()]);
    expect(await told(id)).toEqual(["resumed"]);
    const { stage, clocks } = (await city.call(clerk, "GET", `/api/v1/watched-repairs/${id}`)).body;
    expect([stage, clocks[0].leftMs]).toEqual(["mending", 3 * hour]);
  });

  test("to a moment that is past, or too far, is refused and changes nothing", async () => {
    const id = await openOne();
    for (const days of [-1, 0, 11]) {
      const until = new Date(city.clock.now().getTime() + days * 24 * hour).toISOString();
      const answer = await city.call(clerk, "POST", `/api/v1/watched-repairs/${id}/moves/wait`, {
        version: 1,
        facts: { until },
      });
      expect(answer).toMatchObject({ status: 422, body: { faults: [{ path: "facts.until" }] } });
    }
    expect((await city.call(clerk, "GET", `/api/v1/watched-repairs/${id}`)).body.version).toBe(1);
  });
});

test("another calendar dates what runs anew, once, and the journal says how many", async () => {
  const ctx = city.context(system("watch"));
  await redateClocks(ctx);
  const before = (await city.database.pool.query("SELECT count(*)::int AS n FROM clocks WHERE stopped_at IS NULL"))
    .rows[0].n;
  const { calendar } = ctx.deployment;
  const other = { ...ctx, deployment: { ...ctx.deployment, calendar: { ...calendar, zone: "Asia/Tokyo" } } };
  await redateClocks(other);
  await redateClocks(other);
  const { rows } = await city.database.pool.query("SELECT changes FROM journal WHERE type = 'calendar.changed'");
  expect(rows).toHaveLength(1);
  expect(rows[0].changes.dated).toBeGreaterThan(0);
  expect(rows[0].changes.dated).toBeLessThanOrEqual(before);
});
