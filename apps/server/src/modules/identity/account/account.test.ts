import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { officer, securityAdministrator } from "../../../testing/actors.ts";
import { openBrowser } from "../../../testing/browser.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId, postId } from "../department/index.ts";
import { seedIdentity } from "../first-start/index.ts";
import { hashPassword, isPassword, isWeakPassword, makePassword } from "./password.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity();
  await seedIdentity(city.context(system("start")));
});
afterAll(() => city.close());

let count = 0;
const register = async (more: object = {}) => {
  count += 1;
  const account = { login: `new.${count}`, name: "新来的", postIds: [postId("verifier")], ...more };
  return { login: account.login, ...(await city.call(securityAdministrator(), "POST", "/api/v1/accounts", account)) };
};
const move = (id: string, name: string, facts: object, actor = securityAdministrator()) =>
  city.call(actor, "POST", `/api/v1/accounts/${id}/moves/${name}`, { version: 1, facts });
const entriesOf = async (id: string) =>
  (
    await city.database.db
      .selectFrom("journal")
      .select(["type", "changes"])
      .where("subject_id", "=", id)
      .orderBy("id")
      .execute()
  ).map(({ type, changes }) => [type, changes]);
const find = async (id: string) =>
  (await city.call(securityAdministrator(), "GET", "/api/v1/accounts")).body.items.find(
    (seen: { id: string }) => seen.id === id,
  );

describe("an account", () => {
  test("is registered with a password that is seen once, and the journal names nobody", async () => {
    const { status, body, login } = await register({ name: "潘金燕", phone: "13900001111" });
    expect(status).toBe(201);
    expect(await find(body.id)).toMatchObject({ login, name: "潘金燕", stage: "active", version: 1 });
    const entries = JSON.stringify(await entriesOf(body.id));
    expect(entries).toContain("account.registered");
    for (const secret of ["潘金燕", "13900001111", login, body.password]) expect(entries).not.toContain(secret);
  });

  test("has a login of its own", async () => {
    const { login } = await register();
    expect(await register({ login })).toMatchObject({ status: 409, body: { code: "account.login-taken" } });
  });

  test.each([
    ["without a post", { postIds: [] }, 400],
    ["with a post that isn't there", { postIds: [randomUUID()] }, 404],
    ["with a login nobody can type", { login: "Big Name" }, 400],
    ["without a name", { name: "" }, 400],
  ])("is not registered %s", async (_, more, status) => {
    expect((await register(more)).status).toBe(status);
  });

  test("is no business of others", async () => {
    const { body } = await register();
    const asOfficer = await Promise.all([
      city.call(officer(), "GET", "/api/v1/accounts"),
      city.call(officer(), "POST", "/api/v1/accounts", { login: "abc", name: "x", postIds: [postId("verifier")] }),
      city.call(officer(), "POST", `/api/v1/accounts/${body.id}/password`),
      move(body.id, "retire", { reason: "x" }, officer()),
    ]);
    expect(asOfficer.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    const elsewhere = securityAdministrator({ areaPath: "9999/" });
    expect((await city.call(elsewhere, "GET", "/api/v1/accounts")).body.items).toEqual([]);
    expect((await city.call(elsewhere, "POST", `/api/v1/accounts/${body.id}/password`)).status).toBe(404);
    expect((await move(body.id, "edit", { name: "x" }, elsewhere)).status).toBe(404);
  });

  test("is edited: name and posts change, the journal has the posts and not the name", async () => {
    const { body } = await register();
    const posts = [postId("drainage-handler"), postId("flood-handler")];
    expect((await move(body.id, "edit", { name: "改过名", posts })).status).toBe(200);
    const seen = await find(body.id);
    expect([seen.name, seen.posts.map((post: { id: string }) => post.id), seen.version]).toEqual(["改过名", posts, 2]);
    const [, edited] = await entriesOf(body.id);
    expect(edited).toEqual(["account.edited", { posts, person: expect.any(String) }]);
    const subject = await city.database.db
      .selectFrom("subjects")
      .select("departments")
      .where("id", "=", body.id)
      .executeTakeFirstOrThrow();
    expect(subject.departments).toEqual([departmentId("drainage-office"), departmentId("flood-headquarters")]);
  });

  test.each([
    ["posts that aren't there", { posts: [randomUUID()] }, 404],
    ["posts that are no ids", { posts: ["; DROP TABLE accounts"] }, 404],
    ["no posts", { posts: [] }, 422],
    ["a fact it doesn't know", { login: "other" }, 422],
    ["a name too long", { name: "x".repeat(101) }, 422],
  ])("is not edited with %s", async (_, facts, status) => {
    const { body } = await register();
    expect((await move(body.id, "edit", facts)).status).toBe(status);
    expect((await find(body.id)).version).toBe(1);
  });

  test("retired is signed out at once and stays out", async () => {
    const { body, login } = await register();
    const browser = openBrowser(city);
    expect((await browser.call("POST", "/session", { login, password: body.password })).status).toBe(200);
    expect((await browser.call("GET", "/me")).status).toBe(200);
    expect((await move(body.id, "retire", { reason: "调离" })).status).toBe(200);
    expect((await browser.call("GET", "/me")).status).toBe(401);
    expect((await browser.call("POST", "/session", { login, password: body.password })).status).toBe(401);
    expect((await city.call(securityAdministrator(), "POST", `/api/v1/accounts/${body.id}/password`)).status).toBe(409);
    expect((await entriesOf(body.id)).at(-1)).toMatchObject(["account.retired", { reason: "调离" }]);
  });

  test("given a new password is signed out, and only the new one opens it", async () => {
    const { body, login } = await register();
    const browser = openBrowser(city);
    await browser.call("POST", "/session", { login, password: body.password });
    const reset = await city.call(securityAdministrator(), "POST", `/api/v1/accounts/${body.id}/password`);
    expect((await browser.call("GET", "/me")).status).toBe(401);
    expect((await browser.call("POST", "/session", { login, password: body.password })).status).toBe(401);
    expect((await browser.call("POST", "/session", { login, password: reset.body.password })).status).toBe(200);
    expect((await entriesOf(body.id)).map(([type]) => type)).toContain("account.password-reset");
  });

  test("of the last administrator, security administrator or auditor stays one, until another is there", async () => {
    const request = async (id: string) => {
      const asked = { what: "retire", reason: "交接" };
      const { body } = await city.call(securityAdministrator(), "POST", `/api/v1/accounts/${id}/requests`, asked);
      const path = `/api/v1/account-requests/${body.id}/moves`;
      const done = await city.call(securityAdministrator(), "POST", `${path}/approve`, { version: 1 });
      if (done.status !== 200) {
        const facts = { reason: "不可" };
        await city.call(securityAdministrator(), "POST", `${path}/refuse`, { version: 1, facts });
      }
      return done;
    };
    const { items } = (await city.call(securityAdministrator(), "GET", "/api/v1/accounts")).body;
    for (const [login, post] of [
      ["admin", "administrator"],
      ["security", "security-administrator"],
      ["auditor", "auditor"],
    ] as const) {
      const { id } = items.find((seen: { login: string }) => seen.login === login);
      expect(await request(id), login).toMatchObject({ status: 409, body: { code: "account.last-administrator" } });
      const { body } = await register({ postIds: [postId(post)] });
      const path = `/api/v1/account-requests/${body.requestId}/moves/approve`;
      expect((await city.call(securityAdministrator(), "POST", path, { version: 1 })).status).toBe(200);
      expect((await request(id)).status, login).toBe(200);
    }
  });

  test("is found on the next page when the list is long", async () => {
    await register();
    await register();
    const first = (await city.call(securityAdministrator(), "GET", "/api/v1/accounts?limit=2")).body;
    expect(first.items).toHaveLength(2);
    const next = (await city.call(securityAdministrator(), "GET", `/api/v1/accounts?limit=500&after=${first.next}`))
      .body;
    expect(next.next).toBeUndefined();
    const all = (await city.call(securityAdministrator(), "GET", "/api/v1/accounts")).body.items;
    expect([...first.items, ...next.items]).toEqual(all);
    expect((await city.call(securityAdministrator(), "GET", "/api/v1/accounts?after=rubbish")).status).toBe(400);
  });
});

describe("a password", () => {
  test.each([
    ["short", "a.user", "123456789", true],
    ["ten digits in a row", "a.user", "1234567890", true],
    ["a common word with a number", "a.user", "password123", true],
    ["the own name with a year", "wei.zhang", "zhangwei1988", true],
    ["ten characters nobody tries first", "a.user", "k3-vulpine", false],
    ["three words", "a.user", "a quiet river", false],
    ["ten characters beyond the first plane", "a.user", "😀".repeat(9), true],
    ["the login", "long.login.name", "Long.Login.Name", true],
  ])("%s: weak or not", async (_, login, password, weak) => {
    expect(await isWeakPassword(login, password)).toBe(weak);
  });

  test("is kept as argon2id, and the same letters in full width are the same password", async () => {
    const hashed = await hashPassword("abcdefghij");
    expect(hashed).toMatch(/^\$argon2id\$v=19\$m=32768,t=3,p=1\$/);
    expect([await isPassword(hashed, "ａｂｃｄｅｆｇｈｉｊ"), await isPassword(hashed, "abcdefghik")]).toEqual([
      true,
      false,
    ]);
  });

  test("fits nobody where there is no account", async () => {
    expect(await isPassword(undefined, "whatever it is")).toBe(false);
  });

  test("for one time is never made twice", () => {
    const made = new Set(Array.from({ length: 200 }, makePassword));
    expect(made.size).toBe(200);
    expect([...made].every((password) => /^([a-z2-9]{4}-){3}[a-z2-9]{4}$/.test(password))).toBe(true);
  });
});
