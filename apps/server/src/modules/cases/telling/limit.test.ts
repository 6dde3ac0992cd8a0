import { randomBytes } from "node:crypto";
import { defineCase, definePack, entryType, workHours } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PersonActor } from "../../../platform/actor.ts";
import { handler, officer, securityAdministrator, verifier } from "../../../testing/actors.ts";
import { withPhoto } from "../../../testing/photo.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId, postId } from "../../identity/department/index.ts";
import { noticesOf } from "../../notices/template/index.ts";

const pothole = defineCase({
  id: "pothole",
  name: { zh: "道路破损", en: "Pothole" },
  flow: "city-case",
  handledBy: "city-management",
  clocks: { dispose: workHours(4) },
  files: { zh: "破损", en: "broken" },
  closes: { zh: "修复", en: "mended" },
});
const pack = definePack({ id: "test", name: { zh: "测试", en: "Test" }, standards: [], things: [], cases: [pothole] });

let city: TestCity;
let department: string;
const hour = 3_600_000;
const [duty, checker] = [officer(), verifier()];
const leader = officer({ permissions: ["cases.arbitrate"] });
let mender: PersonActor;
let other: PersonActor;

beforeAll(async () => {
  city = await openTestCity({ packs: [pack], ground: true });
  department = departmentId("city-management");
  mender = handler(department);
  other = handler(departmentId("drainage-office"));
});
afterAll(() => city.close());

let places = 0;
const report = async (): Promise<string> => {
  places += 1;
  const position = [112.3392 + (places % 6) * 0.0035, 28.839 + Math.floor(places / 6) * 0.0035];
  const made = await city.call(duty, "POST", "/api/v1/reports", { category: "pothole", position, text: "坑" });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.caseId;
};
const does = async (actor: PersonActor, id: string, name: string, given: Record<string, unknown> = {}) => {
  const facts = await withPhoto(city, actor, name, given);
  const { version } = (await city.call(duty, "GET", `/api/v1/cases/${id}`)).body;
  const answer = await city.call(actor, "POST", `/api/v1/cases/${id}/moves/${name}`, { version, facts });
  expect(answer.status, `${name}: ${JSON.stringify(answer.body)}`).toBe(200);
};
const disposing = async (): Promise<string> => {
  const id = await report();
  await does(duty, id, "file", { "filing-condition": "破损" });
  await does(duty, id, "dispatch", { department });
  await does(mender, id, "accept");
  return id;
};
/** Types of the notices one of them was told about a subject, without those that are not about limits and urging. */
const told = async (actor: PersonActor, about: string): Promise<string[]> => {
  await city.workOff();
  await city.workOff();
  const { body } = await city.call(actor, "GET", "/api/v1/notices?limit=500");
  return body.items
    .filter(({ subject, step }: { subject: { id: string }; step: number }) => subject.id === about && step === 0)
    .map(({ type }: { type: string }) => type)
    .filter((type: string) => /late|reminded/.test(type));
};
const soon = () => city.advance(50 * 60_000);

describe("a limit that runs out is told to whoever's turn it is", () => {
  test("before a case is filed: whoever files there, though no department has it", async () => {
    const id = await report();
    soon();
    expect(await told(duty, id)).toEqual(["case-nearly-late"]);
    city.advance(hour);
    expect(await told(duty, id)).toEqual(["case-late", "case-nearly-late"]);
    expect([await told(checker, id), await told(mender, id)]).toEqual([[], []]);
    expect(await told(officer({ areaPath: "elsewhere/" }), id)).toEqual([]);
  });

  test("after a hand-back: whoever dispatches, and not the department that gave it back", async () => {
    const id = await disposing();
    await does(mender, id, "hand-back", { reason: "不归我局" });
    city.advance(2 * hour);
    expect(await told(duty, id)).toEqual(["case-late"]);
    expect(await told(mender, id)).toEqual([]);
  });

  test("while it is mended: the department that has it, and nobody else", async () => {
    const id = await disposing();
    city.advance(30 * hour);
    expect(await told(mender, id)).toEqual(["case-late"]);
    expect([await told(duty, id), await told(checker, id), await told(other, id)]).toEqual([[], [], []]);
  });

  test("when it waits to be verified: whoever verifies, and not the department that mended", async () => {
    const id = await disposing();
    await does(mender, id, "feed-back", { result: "已修" });
    city.advance(30 * hour);
    expect(await told(checker, id)).toEqual(["case-late"]);
    expect([await told(mender, id), await told(duty, id)]).toEqual([[], []]);
  });

  test("when it waits to be closed: whoever closes", async () => {
    const id = await disposing();
    await does(mender, id, "feed-back", { result: "已修" });
    await does(checker, id, "verify", { "closing-condition": "修复" });
    city.advance(30 * hour);
    expect(await told(duty, id)).toEqual(["case-late"]);
    expect([await told(mender, id), await told(checker, id)]).toEqual([[], []]);
  });
});

test("a case that is urged before it is dispatched is told to whoever has the next move", async () => {
  const id = await report();
  await does(leader, id, "remind");
  expect(await told(duty, id)).toEqual(["case-reminded"]);
  await does(duty, id, "file", { "filing-condition": "破损" });
  await does(duty, id, "dispatch", { department });
  await does(leader, id, "remind");
  expect(await told(mender, id)).toEqual(["case-reminded"]);
  expect(await told(duty, id)).toEqual(["case-reminded"]);
});

test("no flow with limits is silent about them", () => {
  const told = new Set([...noticesOf(city.context(duty)).values()].map(({ type }) => type.on));
  for (const flow of city.context(duty).flows.values()) {
    if (flow.clocks === undefined) continue;
    const calls = Object.values(flow.moves).filter(({ when }) => when === "late" || when === "nearly-late");
    expect(calls.length, flow.id).toBeGreaterThan(0);
    // What a limit ends by itself is that flow's affair to tell.
    for (const move of calls.filter(({ to }) => to === undefined))
      expect(told, `${flow.id}: ${move.name.en}`).toContain(entryType(flow, move));
  }
});

describe("limits of other flows", () => {
  test("a joint task that is late is told to the department it was given to, with its case, and then to who dispatches", async () => {
    const id = await disposing();
    await does(duty, id, "share", { "joint-department": departmentId("drainage-office"), what: "抽干积水" });
    city.advance(21 * 24 * hour);
    expect(await told(other, id)).toEqual(["task-late"]);
    expect(await told(mender, id)).toEqual(["case-late"]);
    city.advance(hour);
    await city.workOff();
    const { body } = await city.call(duty, "GET", "/api/v1/notices?type=task-late&limit=500");
    expect(body.items.filter((one: { subject: { id: string } }) => one.subject.id === id)).toMatchObject([{ step: 1 }]);
  });

  test("a citizen's report that waits too long at the desk is told to whoever takes reports in", async () => {
    const made = await city.call(undefined, "POST", "/api/v1/public/reports", {
      token: randomBytes(32).toString("base64url"),
      kind: "other",
      position: [112.345, 28.845],
      text: "这里不知道归谁管",
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const { rows } = await city.database.pool.query(
      "SELECT id FROM subjects WHERE kind = 'report' AND stage = 'waiting'",
    );
    city.advance(30 * hour);
    expect(await told(duty, rows[0].id)).toEqual(["report-late"]);
    expect(await told(checker, rows[0].id)).toEqual([]);
  });

  test("of a pack's flow, with no word in its table: whoever has the next move", async () => {
    const desk = officer({ permissions: ["lost-items.read", "lost-items.keep"] });
    const claims = verifier({ permissions: ["lost-items.read", "lost-items.check"] });
    const facts = {
      item: "黑色长柄伞",
      "item-kind": "other",
      "found-at": { position: [112.352, 28.846], words: "站" },
    };
    const { body } = await city.call(desk, "POST", "/api/v1/lost-items", {
      facts: { ...facts, "found-on": "2026-11-01" },
    });
    const path = `/api/v1/lost-items/${body.id}/moves/claim`;
    await city.call(desk, "POST", path, { version: 1, facts: { claimant: { name: "王敏" } } });
    city.advance(4 * 24 * hour);
    expect(await told(claims, body.id)).toEqual(["lost-item-late"]);
    expect(await told(desk, body.id)).toEqual([]);
    const { items } = (await city.call(claims, "GET", "/api/v1/notices?type=lost-item-late")).body;
    expect(items[0].text.zh).toMatch(/^失物招领核对时限已超期（.+）：黑色长柄伞$/);
  });
});

describe("in the night", () => {
  const night = { fromMinute: 22 * 60, toMinute: 7 * 60 };
  /** Somebody with an account and a post who wants quiet at night. */
  const staff = async (login: string, phone: string, post: string): Promise<PersonActor> => {
    const made = await city.call(securityAdministrator(), "POST", "/api/v1/accounts", {
      login,
      name: "值守人",
      phone,
      postIds: [postId(post)],
    });
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const { person_id: id } = await city.database.db
      .selectFrom("accounts")
      .select("person_id")
      .where("id", "=", made.body.id)
      .executeTakeFirstOrThrow();
    const actor = { ...duty, id, postId: postId(post) };
    const wish = { language: "zh", quiet: night, choices: {} };
    expect((await city.call(actor, "POST", "/api/v1/notice-settings", wish)).status).toBe(200);
    return actor;
  };

  test("a case that nobody filed in its hour wakes the duty officer, and when nobody acknowledges, the leader", async () => {
    await staff("night-officer", "13907371001", "duty-officer");
    await staff("night-leader", "13907371002", "leader");
    const at = new Date(city.clock.now());
    at.setUTCHours(18, 0, 0, 0); // two in the morning, in the city
    city.advance(at.getTime() + 24 * hour - city.clock.now().getTime());
    const id = await report();
    city.advance(hour + 1);
    await city.workOff();
    await city.workOff();
    const rows = async () =>
      (
        await city.database.pool.query(
          `SELECT n.step, n.permission, n.urgent, count(d.id) > 0 AS told FROM notices n
           LEFT JOIN deliveries d ON d.notice_id = n.id
           WHERE n.subject_id = $1 AND n.type = 'case-late' GROUP BY n.id ORDER BY n.step`,
          [id],
        )
      ).rows;
    expect(await rows()).toMatchObject([{ step: 0, permission: "cases.file", urgent: true, told: true }]);
    for (const [step, permission] of [
      [1, "cases.dispatch"],
      [2, "cases.arbitrate"],
    ] as const) {
      city.advance(hour);
      await city.workOff();
      expect((await rows()).slice(step)).toMatchObject([{ step, permission, urgent: true, told: true }]);
    }
    const { body } = await city.call(leader, "GET", "/api/v1/notices?waiting=true&limit=500");
    expect(body.items.map(({ subject }: { subject: { id: string } }) => subject.id)).toContain(id);
  });
});
