import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { auditor, officer, securityAdministrator } from "../../../testing/actors.ts";
import { openBrowser } from "../../../testing/browser.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId } from "../department/index.ts";
import { seedIdentity } from "../first-start/index.ts";

let city: TestCity;
const security = securityAdministrator();
const audit = auditor();
let streets: { path: string }[];

beforeAll(async () => {
  city = await openTestCity({ ground: true });
  await seedIdentity(city.context(system("start")));
  const { rows } = await city.database.pool.query("SELECT path FROM areas WHERE level = 4 ORDER BY path LIMIT 2");
  streets = rows;
});
afterAll(() => city.close());

/** Somebody signed in to a new post. */
const sit = async (role: string, areaPath: string) => {
  const post = { name: { zh: "岗", en: "Post" }, role, departmentId: departmentId("operation-centre"), areaPath };
  const { id } = (await city.call(security, "POST", "/api/v1/posts", post)).body;
  const login = `g${randomUUID().slice(0, 9)}`;
  const made = await city.call(security, "POST", "/api/v1/accounts", { login, name: "周文", postIds: [id] });
  await city.database.pool.query("UPDATE accounts SET must_change = false WHERE id = $1", [made.body.id]);
  const browser = openBrowser(city);
  await browser.call("POST", "/session", { login, password: made.body.password });
  return browser;
};
type Seat = Awaited<ReturnType<typeof sit>>;
const take = (seat: Seat, wish: object) =>
  seat.call("POST", "/wider-reaches", { hours: 2, reason: "跨街道内涝，须统一调度", ...wish });
const me = async (seat: Seat) => (await seat.call("GET", "/me")).body;
const toldOf = async (type: string) =>
  (await city.database.db.selectFrom("notices").select("permission").where("type", "=", type).execute()).length;

test("a duty officer of one street takes the whole city for two hours: seen at once, recorded, over by itself", async () => {
  const here = streets[0]?.path ?? "";
  const seat = await sit("duty-officer", here);
  const areas = async () => (await seat.call("GET", "/areas")).body.items.length;
  const before = await areas();
  const choices = (await seat.call("GET", "/wider-reaches/choices")).body;
  expect(choices.areas.map(({ path }: { path: string }) => path)).toContain("");
  expect(choices.areas.every(({ path }: { path: string }) => here.startsWith(path) && path !== here)).toBe(true);
  const told = await toldOf("wider-reach-taken");
  expect((await take(seat, { areaPath: "" })).status).toBe(201);
  expect(await areas()).toBeGreaterThan(before);
  expect((await me(seat)).wider).toMatchObject({ area: { en: "the whole city" }, stage: "open", mine: true });
  expect((await take(seat, { areaPath: "" })).body.code).toBe("wider-reach.stands");
  await city.settle();
  expect(await toldOf("wider-reach-taken")).toBe(told + 1);
  city.advance(3 * 3_600_000);
  expect([await areas(), (await me(seat)).wider]).toEqual([before, undefined]);
  await city.workOff();
  const [row] = (await city.call(audit, "GET", "/api/v1/wider-reaches")).body.items;
  expect(row).toMatchObject({ stage: "over", name: "周文" });
});

test("a leader takes one permission: what is done with it carries it, and only an auditor signs it off", async () => {
  const seat = await sit("leader", "");
  const { body } = await city.call(officer(), "POST", "/api/v1/reports", {
    category: "drain-blockage",
    position: [112.352, 28.848],
    text: "井口冒水",
  });
  const file = () =>
    seat.call("POST", `/cases/${body.caseId}/moves/file`, { version: 1, facts: { "filing-condition": "1" } });
  expect((await file()).status).toBe(403);
  const { id } = (await take(seat, { permission: "cases.file" })).body;
  expect((await file()).status).toBe(200);
  const filed = await city.database.db
    .selectFrom("journal")
    .select("changes")
    .where("subject_id", "=", body.caseId)
    .where("type", "=", "case.filed")
    .executeTakeFirstOrThrow();
  expect(filed.changes).toMatchObject({ glass: id });
  expect((await city.call(security, "POST", `/api/v1/wider-reaches/${id}/moves/end`, { version: 1 })).status).toBe(403);
  expect((await seat.call("POST", `/wider-reaches/${id}/moves/end`, { version: 1 })).status).toBe(200);
  expect((await me(seat)).permissions).not.toContain("cases.file");
  const sign = { version: 2, facts: { finding: "right", reason: "核实无误" } };
  const path = `/api/v1/wider-reaches/${id}/moves/sign-off`;
  expect((await city.call(security, "POST", path, sign)).status).toBe(403);
  expect((await city.call(audit, "POST", path, { version: 2, facts: {} })).status).toBe(422);
  expect((await city.call(audit, "POST", path, sign)).status).toBe(200);
});

test.each([
  ["an administrator's permission", { permission: "accounts.manage" }, 422],
  ["the glass itself", { permission: "access.widen" }, 422],
  ["a permission that is not there", { permission: "crowns.wear" }, 422],
  ["a department where all are seen", { departmentId: departmentId("city-management") }, 422],
  ["the own area", { areaPath: "own" }, 422],
  ["a week", { permission: "cases.verify", hours: 72 }, 422],
  ["two things at once", { permission: "cases.verify", areaPath: "" }, 400],
  ["nothing", {}, 400],
  ["no reason", { permission: "cases.verify", reason: "急" }, 400],
])("what can't be taken: %s", async (_, wish, status) => {
  const here = streets[0]?.path ?? "";
  const seat = await sit("leader", here);
  const own = "areaPath" in wish && wish.areaPath === "own" ? { ...wish, areaPath: here } : wish;
  expect((await take(seat, own)).status).toBe(status);
  expect((await me(seat)).wider).toBeUndefined();
});

test("who has no such post takes nothing, and a security administrator takes away what was taken", async () => {
  const handler = await sit("handler", "");
  expect((await take(handler, { areaPath: "" })).status).toBe(403);
  const seat = await sit("leader", streets[1]?.path ?? "");
  const { id } = (await take(seat, { areaPath: "" })).body;
  const revoke = { version: 1, facts: { reason: "不必要" } };
  expect((await city.call(security, "POST", `/api/v1/wider-reaches/${id}/moves/revoke`, revoke)).status).toBe(200);
  expect((await me(seat)).wider).toBeUndefined();
  await city.settle();
  expect(await toldOf("wider-reach-to-sign-off")).toBeGreaterThan(0);
  const late = await toldOf("wider-reach-overdue");
  city.advance(10 * 86_400_000);
  await city.workOff();
  expect(await toldOf("wider-reach-overdue")).toBeGreaterThan(late);
});
