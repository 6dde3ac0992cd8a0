import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PersonActor, system } from "../../../platform/actor.ts";
import { auditor, officer, securityAdministrator } from "../../../testing/actors.ts";
import { openBrowser } from "../../../testing/browser.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId, postId } from "../department/index.ts";
import { seedIdentity } from "../first-start/index.ts";

let city: TestCity;
const one = securityAdministrator();
const other = securityAdministrator();
const audit = auditor();
beforeAll(async () => {
  city = await openTestCity();
  await seedIdentity(city.context(system("start")));
});
afterAll(() => city.close());

let count = 0;
const register = async (postIds: string[], by: PersonActor = one) => {
  count += 1;
  const login = `some.${count}`;
  return { login, ...(await city.call(by, "POST", "/api/v1/accounts", { login, name: "某人", postIds })) };
};
const ask = (id: string, body: object, by: PersonActor = one) =>
  city.call(by, "POST", `/api/v1/accounts/${id}/requests`, { reason: "岗位调整", ...body });
const answer = (id: string, name: string, by: PersonActor = other, facts: object = {}) =>
  city.call(by, "POST", `/api/v1/account-requests/${id}/moves/${name}`, { version: 1, facts });
const find = async (id: string) =>
  (await city.call(one, "GET", "/api/v1/accounts")).body.items.find((seen: { id: string }) => seen.id === id);
const move = (id: string, name: string, facts: object, version = 1) =>
  city.call(one, "POST", `/api/v1/accounts/${id}/moves/${name}`, { version, facts });
const entriesOf = async (id: string) =>
  (
    await city.database.db.selectFrom("journal").select("type").where("subject_id", "=", id).orderBy("id").execute()
  ).map(({ type }) => type);
/** An account with an administrator's post, by two people. */
const keepAdministrator = async (post = "administrator") => {
  const { login, body } = await register([postId(post)]);
  expect((await answer(body.requestId, "approve")).status).toBe(200);
  return { login, id: body.id as string, password: body.password as string };
};

describe("an administrator", () => {
  test("is made by two: until a second security administrator approved, the account has no post and lets nobody in", async () => {
    const { login, status, body } = await register([postId("auditor")]);
    expect([status, (await find(body.id)).posts]).toEqual([201, []]);
    const browser = openBrowser(city);
    const signIn = () => browser.call("POST", "/session", { login, password: body.password });
    expect(await signIn()).toMatchObject({ status: 409, body: { code: "account.no-post" } });
    expect(await answer(body.requestId, "approve", one)).toMatchObject({
      status: 409,
      body: { code: "subject.four-eyes" },
    });
    expect((await answer(body.requestId, "approve", officer())).status).toBe(403);
    expect((await answer(body.requestId, "approve")).status).toBe(200);
    expect((await find(body.id)).posts.map(({ role }: { role: string }) => role)).toEqual(["auditor"]);
    expect((await signIn()).status).toBe(200);
    expect(await entriesOf(body.requestId)).toEqual(["account-request.asked", "account-request.approved"]);
    expect(await entriesOf(body.id)).toContain("account.edited");
  });

  test("is not changed by one alone: not the posts, password or second factor, and not retired", async () => {
    const { id } = await keepAdministrator();
    const refused = { status: 409, body: { code: "account.needs-second" } };
    expect(await move(id, "edit", { posts: [postId("verifier")] }, 2)).toMatchObject(refused);
    expect(await move(id, "retire", { reason: "x" }, 2)).toMatchObject(refused);
    expect(await move(id, "reset-factor", { reason: "x" }, 2)).toMatchObject(refused);
    expect(await city.call(one, "POST", `/api/v1/accounts/${id}/password`)).toMatchObject(refused);
    const { body } = await register([postId("verifier")]);
    expect(await move(body.id, "edit", { posts: [postId("security-administrator")] })).toMatchObject(refused);
    expect((await move(id, "end-sessions", { reason: "手机遗失" }, 2)).status).toBe(200);
  });

  test("is retired, or made something else, as one asks and another approves", async () => {
    const { id } = await keepAdministrator();
    const asked = await ask(id, { what: "posts", postIds: [postId("verifier")] });
    expect(await ask(id, { what: "retire" })).toMatchObject({ status: 409, body: { code: "account-request.stands" } });
    expect((await answer(asked.body.id, "approve")).status).toBe(200);
    expect((await find(id)).posts.map(({ role }: { role: string }) => role)).toEqual(["verifier"]);
    const second = await keepAdministrator();
    const retire = await ask(second.id, { what: "retire" });
    expect((await answer(retire.body.id, "refuse", other, { reason: "仍在岗" })).status).toBe(200);
    expect((await find(second.id)).stage).toBe("active");
    const again = await ask(second.id, { what: "retire" });
    expect((await answer(again.body.id, "approve")).status).toBe(200);
    expect((await find(second.id)).stage).toBe("retired");
  });

  test("gets a new password that only whoever asked sees, once, within a day; they are told and see who did it", async () => {
    const { id, login } = await keepAdministrator();
    const { body } = await ask(id, { what: "password" });
    const fetch = (by: PersonActor) => city.call(by, "POST", `/api/v1/account-requests/${body.id}/password`);
    expect(await fetch(one)).toMatchObject({ status: 409, body: { code: "account-request.no-password" } });
    await answer(body.id, "approve");
    expect(await fetch(other)).toMatchObject({ status: 403, body: { code: "account-request.not-asker" } });
    const made = await fetch(one);
    expect([made.status, (await fetch(one)).status]).toEqual([200, 409]);
    const browser = openBrowser(city);
    const signedIn = await browser.call("POST", "/session", { login, password: made.body.password });
    expect(signedIn.body.resets).toMatchObject([{ what: "password" }]);
    expect((await browser.call("POST", "/me/resets/seen", {})).status).toBe(204);
    expect((await browser.call("GET", "/me")).body.resets).toEqual([]);
    await city.settle();
    const told = await city.database.db
      .selectFrom("notices")
      .select("type")
      .where("type", "=", "password-reset")
      .execute();
    expect(told).toHaveLength(1);
    const late = await ask(id, { what: "password" });
    await answer(late.body.id, "approve");
    city.advance(25 * 3_600_000);
    expect((await city.call(one, "POST", `/api/v1/account-requests/${late.body.id}/password`)).status).toBe(409);
  });

  test("is one of the three and nothing else", async () => {
    const mixed = { status: 409, body: { code: "account.kinds-mixed" } };
    expect(await register([postId("administrator"), postId("auditor")])).toMatchObject(mixed);
    expect(await register([postId("security-administrator"), postId("verifier")])).toMatchObject(mixed);
    const { id } = await keepAdministrator();
    expect(await ask(id, { what: "posts", postIds: [postId("administrator"), postId("verifier")] })).toMatchObject(
      mixed,
    );
  });

  test("is nobody who acts as a deputy at the moment", async () => {
    const { body } = await register([postId("city-handler")]);
    const { personId } = await find(body.id);
    await city.database.pool.query(
      "INSERT INTO deputies (id, post_id, person_id, deputy_id, until_at) VALUES (gen_random_uuid(), $1, gen_random_uuid(), $2, '2027-01-01')",
      [postId("city-handler"), personId],
    );
    expect(await ask(body.id, { what: "posts", postIds: [postId("auditor")] })).toMatchObject({
      status: 409,
      body: { code: "account.kinds-mixed" },
    });
  });
});

test("nobody changes the own account by administration, nor approves about it", async () => {
  const { id, login } = await keepAdministrator("security-administrator");
  const personId = (await find(id)).personId as string;
  const self = securityAdministrator({ id: personId });
  const own = { status: 409, body: { code: "account.own" } };
  expect(await ask(id, { what: "password" }, self)).toMatchObject(own);
  expect(await city.call(self, "POST", `/api/v1/accounts/${id}/password`)).toMatchObject(own);
  const retire = { version: 2, facts: { reason: "x" } };
  expect(await city.call(self, "POST", `/api/v1/accounts/${id}/moves/retire`, retire)).toMatchObject(own);
  const asked = await ask(id, { what: "password" });
  expect(await answer(asked.body.id, "approve", self)).toMatchObject(own);
  expect(login).toMatch(/^some/);
});

test("what is no administrator's is done directly, and what is asked has to be whole", async () => {
  const { body } = await register([postId("verifier")]);
  expect(await ask(body.id, { what: "retire" })).toMatchObject({
    status: 409,
    body: { code: "account-request.not-needed" },
  });
  const { id } = await keepAdministrator();
  expect((await ask(id, { what: "posts" })).status).toBe(400);
  expect((await ask(id, { what: "retire", postIds: [postId("verifier")] })).status).toBe(400);
  expect((await ask(id, { what: "crown" })).status).toBe(400);
  expect((await ask(id, { what: "factor" })).body.code).toBe("factor.not-begun");
  const elsewhere = securityAdministrator({ areaPath: "9999/" });
  expect((await ask(id, { what: "retire" }, elsewhere)).status).toBe(404);
  expect((await city.call(elsewhere, "GET", "/api/v1/account-requests")).body.items).toEqual([]);
  expect((await ask(id, { what: "retire" }, officer())).status).toBe(403);
  expect((await ask(id, { what: "retire" }, audit)).status).toBe(403);
});

test("a request that nobody answers lapses after seven days", async () => {
  const { id } = await keepAdministrator();
  const { body } = await ask(id, { what: "retire" });
  city.advance(8 * 86_400_000);
  await city.workOff();
  const { items } = (await city.call(audit, "GET", "/api/v1/account-requests")).body;
  expect(items.find((seen: { id: string }) => seen.id === body.id).stage).toBe("lapsed");
  expect((await answer(body.id, "approve")).status).toBe(409);
});

describe("where there is one security administrator", () => {
  const lonely = "4398/lonely/";
  const only = securityAdministrator({ areaPath: lonely });

  test("they push it through alone, which is an alarm, and an auditor signs it off; never where another could approve", async () => {
    const { id } = await keepAdministrator();
    const refused = await ask(id, { what: "retire" });
    expect(await answer(refused.body.id, "push-through", one, { reason: "急" })).toMatchObject({
      status: 409,
      body: { code: "account-request.second-there" },
    });
    expect((await answer(refused.body.id, "withdraw")).status).toBe(403);
    expect((await answer(refused.body.id, "withdraw", one)).status).toBe(200);
    await city.database.pool.query("UPDATE posts SET area_path = 'elsewhere/' WHERE role = 'security-administrator'");
    const post = { name: { zh: "岗", en: "Post" }, departmentId: departmentId("operation-centre"), areaPath: lonely };
    const made = await city.call(only, "POST", "/api/v1/posts", { ...post, role: "auditor" });
    const { body } = await register([made.body.id], only);
    const push = (by: PersonActor) => answer(body.requestId, "push-through", by, { reason: "只有一名安全管理员" });
    expect((await push(securityAdministrator({ areaPath: lonely }))).body.code).toBe("account-request.not-asker");
    expect((await push(only)).status).toBe(200);
    expect((await find(body.id)).posts).toHaveLength(1);
    await city.settle();
    const type = "account-request-pushed-through";
    const told = await city.database.db.selectFrom("notices").select("permission").where("type", "=", type).execute();
    expect(told).toEqual([{ permission: "accounts.read" }]);
    const sign = { version: 2, facts: { reason: "情况属实" } };
    const path = `/api/v1/account-requests/${body.requestId}/moves/sign-off`;
    expect((await city.call(only, "POST", path, sign)).status).toBe(403);
    expect((await city.call(audit, "POST", path, sign)).status).toBe(200);
  });
});
