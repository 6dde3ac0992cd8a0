import { sql } from "kysely";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { securityAdministrator } from "../../../testing/actors.ts";
import { openBrowser } from "../../../testing/browser.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { postId } from "../department/index.ts";
import { seedIdentity } from "../first-start/index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity();
  await seedIdentity(city.context(system("start")));
});
afterAll(() => city.close());

const password = "a quiet river";
/** A phone's authenticator app, at a moment so many steps of 30 s from now. */
const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });

let count = 0;
const newcomer = async (posts = ["verifier"]) => {
  count += 1;
  const login = `phone.${count}`;
  const made = await city.call(securityAdministrator(), "POST", "/api/v1/accounts", {
    login,
    name: "办事员",
    postIds: posts.map(postId),
  });
  const address = `10.20.0.${count}`;
  const open = () => openBrowser(city, { address });
  const browser = open();
  await browser.call("POST", "/session", { login, password: made.body.password });
  await browser.call("POST", "/me/password", { old: made.body.password, new: password });
  return { id: made.body.id as string, login, browser, open };
};
const withPhone = async (posts?: string[]) => {
  const person = await newcomer(posts);
  const { body } = await person.browser.call("POST", "/me/factor", { password });
  const confirmed = await person.browser.call("POST", "/me/factor/confirm", { code: codeOf(body.secret, -1) });
  return { ...person, secret: body.secret as string, recovery: confirmed.body.recovery as string[] };
};
const entries = async (type: string, id: string) =>
  city.database.db.selectFrom("journal").selectAll().where("type", "=", type).where("subject_id", "=", id).execute();
const code = ({ body }: { body: { code?: string } }) => body.code;

describe("a second factor", () => {
  test("is asked of nobody before its first code was right", async () => {
    const { browser, open, login } = await newcomer();
    expect((await browser.call("GET", "/me/factor")).body).toEqual({
      possible: true,
      asksPassword: true,
      on: false,
      recoveryLeft: 0,
    });
    const begun = await browser.call("POST", "/me/factor", { password });
    expect(begun.body.uri).toMatch(new RegExp(`^otpauth://totp/.*${login}\\?.*secret=${begun.body.secret}`));
    expect(code(await browser.call("POST", "/me/factor/confirm", { code: "000000" }))).toBe("session.wrong-code");
    expect((await open().call("POST", "/session", { login, password })).status).toBe(200);
  });

  test("once in force is asked after the right password, and only after it", async () => {
    const { id, open, login, secret } = await withPhone();
    const browser = open();
    expect(code(await browser.call("POST", "/session", { login, password: "no" }))).toBe("session.wrong-password");
    expect(code(await browser.call("POST", "/session", { login, password }))).toBe("session.code-needed");
    expect(browser.cookie()).toBeUndefined();
    expect(code(await browser.call("POST", "/session", { login, password, code: "123" }))).toBe("session.wrong-code");
    const right = await browser.call("POST", "/session", { login, password, code: codeOf(secret) });
    expect(right.body).toMatchObject({ login, permissions: expect.arrayContaining(["cases.verify"]) });
    expect(await entries("account.factor-set", id)).toHaveLength(1);
  });

  test("takes a code once: not again, nor an older one", async () => {
    const { open, login, secret } = await withPhone();
    const now = codeOf(secret);
    expect((await open().call("POST", "/session", { login, password, code: now })).status).toBe(200);
    expect(code(await open().call("POST", "/session", { login, password, code: now }))).toBe("session.wrong-code");
    const older = await open().call("POST", "/session", { login, password, code: codeOf(secret, -1) });
    expect(code(older)).toBe("session.wrong-code");
    expect((await open().call("POST", "/session", { login, password, code: codeOf(secret, 1) })).status).toBe(200);
  });

  test("two at once with one code: one comes in", async () => {
    const { open, login, secret } = await withPhone();
    const typed = { login, password, code: codeOf(secret) };
    const answers = await Promise.all([open(), open()].map((browser) => browser.call("POST", "/session", typed)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  test("lost with the phone: a recovery code comes in once, however it is written, and that is told", async () => {
    const { id, browser, open, login, recovery } = await withPhone();
    expect(new Set(recovery).size).toBe(10);
    const [first = ""] = recovery;
    const written = first.toUpperCase().replaceAll("-", " ");
    expect((await open().call("POST", "/session", { login, password, code: written })).status).toBe(200);
    expect(code(await open().call("POST", "/session", { login, password, code: first }))).toBe("session.wrong-code");
    expect((await browser.call("GET", "/me/factor")).body).toMatchObject({ on: true, recoveryLeft: 9 });
    expect(await entries("account.recovery-used", id)).toHaveLength(1);
  });

  test("can't be guessed: wrong codes are failed attempts", async () => {
    const { open, login } = await withPhone();
    const statuses = [];
    for (let nth = 0; nth < 7; nth += 1)
      statuses.push((await open().call("POST", "/session", { login, password, code: `00000${nth}` })).status);
    expect(statuses.at(-1)).toBe(429);
  });

  test("can't be guessed with a session and the password either, from however many addresses", async () => {
    const { browser, open, login, secret } = await withPhone();
    const cookie = browser.cookie() ?? "";
    const statuses = [];
    for (let nth = 0; nth < 7; nth += 1) {
      const elsewhere = openBrowser(city, { address: `2001:db8:${nth}::1`, cookie });
      const guess = { password, code: `11111${nth}` };
      statuses.push((await elsewhere.call("POST", "/me/factor/remove", guess)).status);
    }
    expect(statuses.at(-1)).toBe(429);
    expect((await open().call("POST", "/session", { login, password, code: codeOf(secret) })).status).toBe(429);
  });

  test("lies sealed, and bound to its account", async () => {
    const one = await withPhone();
    const other = await withPhone();
    const { rows } = await city.database.pool.query("SELECT f::text AS line FROM factors f");
    expect(JSON.stringify(rows)).not.toContain(one.secret);
    await sql`UPDATE factors SET secret = (SELECT secret FROM factors WHERE account_id = ${one.id}) WHERE account_id = ${other.id}`.execute(
      city.database.db,
    );
    const stolen = await other
      .open()
      .call("POST", "/session", { login: other.login, password, code: codeOf(one.secret) });
    expect(stolen.status).toBe(500);
  });

  test("is set up and taken away against the password, and taken away against a code too", async () => {
    const { id, browser, open, login, secret } = await withPhone();
    expect(code(await browser.call("POST", "/me/factor", { password: "no" }))).toBe("session.wrong-password");
    expect(code(await browser.call("POST", "/me/factor", { password }))).toBe("factor.stands");
    const wrong = await browser.call("POST", "/me/factor/remove", { password, code: "999999" });
    expect(code(wrong)).toBe("session.wrong-code");
    const removed = await browser.call("POST", "/me/factor/remove", { password, code: codeOf(secret) });
    expect(removed.status).toBe(204);
    expect((await open().call("POST", "/session", { login, password })).status).toBe(200);
    expect(await entries("account.factor-removed", id)).toHaveLength(1);
  });

  test("of somebody who lost everything is taken away by who manages accounts, with a reason, and they are out", async () => {
    const { id, browser, open, login } = await withPhone();
    const version = 1;
    const path = `/api/v1/accounts/${id}/moves/reset-factor`;
    expect((await city.call(securityAdministrator(), "POST", path, { version, facts: {} })).status).toBe(422);
    const facts = { reason: "手机丢失，当面核对过身份" };
    expect((await city.call(securityAdministrator(), "POST", path, { version, facts })).status).toBe(200);
    expect((await browser.call("GET", "/me")).status).toBe(401);
    expect((await open().call("POST", "/session", { login, password })).status).toBe(200);
    const again = await city.call(securityAdministrator(), "POST", path, { version: 2, facts });
    expect(code(again)).toBe("factor.not-begun");
  });

  test("that the city asks of a role is set up before anything else", async () => {
    const { profile } = city.deployment;
    Object.assign(profile, { signIn: { secondFactor: ["verifier"] } });
    try {
      const { browser } = await newcomer();
      const before = await browser.call("GET", "/me");
      expect(before.body).toMatchObject({ mustSetFactor: true, permissions: [] });
      expect((await browser.call("GET", "/cases")).status).toBe(403);
      const { body } = await browser.call("POST", "/me/factor", { password });
      await browser.call("POST", "/me/factor/confirm", { code: codeOf(body.secret) });
      const after = await browser.call("GET", "/me");
      expect(after.body).toMatchObject({ mustSetFactor: false, permissions: expect.arrayContaining(["cases.verify"]) });
    } finally {
      Object.assign(profile, { signIn: undefined });
    }
  });
});

describe("the own sessions", () => {
  test("are seen with browser, place and time, and ended one by one or all others", async () => {
    const { browser, open, login } = await newcomer();
    const [second, third] = [open(), open()];
    for (const other of [second, third]) await other.call("POST", "/session", { login, password });
    const { items } = (await browser.call("GET", "/me/sessions")).body;
    expect(items).toHaveLength(3);
    expect(items.filter(({ current }: { current: boolean }) => current)).toHaveLength(1);
    expect(items[0]).toMatchObject({ address: expect.stringMatching(/^10\.20\./), agent: expect.any(String) });
    const theirs = (await second.call("GET", "/me/sessions")).body.items.find(
      ({ current }: { current: boolean }) => current,
    );
    expect((await browser.call("DELETE", `/me/sessions/${theirs.id}`)).status).toBe(204);
    expect((await second.call("GET", "/me")).status).toBe(401);
    expect((await browser.call("POST", "/me/sessions/end-others")).body).toEqual({ ended: 1 });
    expect([(await third.call("GET", "/me")).status, (await browser.call("GET", "/me")).status]).toEqual([401, 200]);
  });

  test("of others can't be ended as one's own", async () => {
    const [one, other] = [await newcomer(), await newcomer()];
    const theirs = (await other.browser.call("GET", "/me/sessions")).body.items[0];
    expect((await one.browser.call("DELETE", `/me/sessions/${theirs.id}`)).status).toBe(404);
    expect((await other.browser.call("GET", "/me")).status).toBe(200);
  });

  test("of an account are all ended at once by who manages accounts", async () => {
    const { id, browser } = await newcomer();
    expect((await browser.call("GET", "/me")).status).toBe(200);
    const path = `/api/v1/accounts/${id}/moves/end-sessions`;
    const ended = await city.call(securityAdministrator(), "POST", path, { version: 1, facts: { reason: "电脑被盗" } });
    expect(ended.status).toBe(200);
    expect((await browser.call("GET", "/me")).status).toBe(401);
  });
});
