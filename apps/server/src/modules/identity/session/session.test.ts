import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { system } from "../../../platform/actor.ts";
import { securityAdministrator } from "../../../testing/actors.ts";
import { openBrowser } from "../../../testing/browser.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { postId } from "../department/index.ts";
import { seedIdentity } from "../first-start/index.ts";
import { authenticate } from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity();
  await seedIdentity(city.context(system("start")));
});
afterAll(() => city.close());

let count = 0;
/** A new account at an address of its own, so that tests don't slow each other down. */
const newcomer = async (posts = ["verifier"]) => {
  count += 1;
  const login = `clerk.${count}`;
  const postIds = posts.map(postId);
  const { body } = await city.call(securityAdministrator(), "POST", "/api/v1/accounts", {
    login,
    name: "办事员",
    postIds,
  });
  const address = `10.0.0.${count}`;
  const open = () => openBrowser(city, { address });
  return { id: body.id as string, login, password: body.password as string, address, open };
};
const settled = async (posts?: string[]) => {
  const person = await newcomer(posts);
  const browser = person.open();
  await browser.call("POST", "/session", { login: person.login, password: person.password });
  await browser.call("POST", "/me/password", { old: person.password, new: "a quiet river" });
  return { ...person, browser, password: "a quiet river" };
};
const entries = async (type: string, like: string) =>
  (await city.database.db.selectFrom("journal").selectAll().where("type", "=", type).orderBy("id").execute()).filter(
    (entry) => JSON.stringify(entry).includes(like),
  );

describe("signing in", () => {
  test("with a one-time password permits nothing but to change it; then the post's permissions are there", async () => {
    const { login, password, id, open } = await newcomer();
    const browser = open();
    const first = await browser.call("POST", "/session", { login: login.toUpperCase(), password });
    expect(first.body).toMatchObject({ login, name: "办事员", permissions: [], mustChangePassword: true });
    expect((await browser.call("GET", "/me")).body).toEqual(first.body);
    expect(await browser.call("POST", "/me/password", { old: password, new: "a quiet river" })).toMatchObject({
      status: 200,
      body: { mustChangePassword: false, permissions: expect.arrayContaining(["cases.verify"]) },
    });
    expect((await browser.call("GET", "/me")).body.permissions).toContain("cases.verify");
    expect(await entries("session.opened", id)).toHaveLength(1);
    expect(await entries("account.password-changed", id)).toHaveLength(1);
  });

  test("keeps only a digest of the cookie, which scripts and other sites don't get", async () => {
    const { login, password } = await newcomer();
    const response = await city.app.inject({
      method: "POST",
      url: "/api/v1/session",
      remoteAddress: "10.9.9.9",
      payload: { login, password },
    });
    expect(response.headers["set-cookie"]).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
    const token = response.cookies[0]?.value ?? "";
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    const rows = await city.database.pool.query("SELECT s::text AS line FROM sessions s");
    expect(JSON.stringify(rows.rows)).not.toContain(token);
  });

  test("with a wrong password and with an unknown name gets the same answer", async () => {
    const { login, open } = await newcomer();
    const answers = await Promise.all(
      [login, "nobody.at.all"].map((name) => open().call("POST", "/session", { login: name, password: "wrong" })),
    );
    const [wrong, unknown] = answers.map(({ status, body }) => ({ status, ...body, requestId: "" }));
    expect(wrong).toEqual(unknown);
    expect(wrong).toMatchObject({ status: 401, code: "session.wrong-password" });
  });

  test("is slowed down after five failures of a name, known or not, even with the right password", async () => {
    const { login, password } = await newcomer();
    for (const [name, right] of [
      [login, password],
      ["stranger", "whatever"],
    ] as const) {
      const statuses = [];
      for (let nth = 0; nth < 6; nth += 1) {
        const browser = openBrowser(city, { address: `10.1.${name.length}.${nth}` });
        statuses.push((await browser.call("POST", "/session", { login: name, password: "no" })).status);
      }
      expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
      const late = openBrowser(city, { address: "10.2.0.1" });
      expect((await late.call("POST", "/session", { login: name, password: right })).status).toBe(429);
    }
  });

  test("is slowed down after five failures from an address, whatever the names", async () => {
    const guess = (nth: number) =>
      openBrowser(city, { address: "10.3.0.1" }).call("POST", "/session", { login: `guess${nth}`, password: "no" });
    const statuses = [];
    for (let nth = 0; nth < 6; nth += 1) statuses.push((await guess(nth)).status);
    expect(statuses.at(-1)).toBe(429);
  });

  test("a hundred at once don't slip past the count", async () => {
    const { login } = await newcomer();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, nth) =>
        openBrowser(city, { address: `10.4.0.${nth}` }).call("POST", "/session", { login, password: "no" }),
      ),
    );
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(5);
  });

  test("goes on after the pause, and success forgets the failures", async () => {
    const { login, password, open } = await newcomer();
    for (let nth = 0; nth < 5; nth += 1) await open().call("POST", "/session", { login, password: "no" });
    expect((await open().call("POST", "/session", { login, password })).status).toBe(429);
    await sql`UPDATE sign_in_attempts SET blocked_until = now() - interval '1 second'`.execute(city.database.db);
    expect((await open().call("POST", "/session", { login, password })).status).toBe(200);
    expect((await open().call("POST", "/session", { login, password: "no" })).status).toBe(401);
  });

  test("refused is noted once a minute, without what was typed", async () => {
    const { id, login, open } = await newcomer();
    for (let nth = 0; nth < 3; nth += 1) await open().call("POST", "/session", { login, password: "tried-this" });
    const noted = await entries("session.refused", id);
    expect(noted).toHaveLength(1);
    expect(JSON.stringify(noted)).not.toMatch(new RegExp(`tried-this|${login}`));
  });

  test.each([[{}], [{ login: "a" }], [{ login: "a", password: "" }], [{ login: ["a"], password: "x" }]])(
    "with rubbish %j is told so",
    async (body) => {
      expect((await openBrowser(city).call("POST", "/session", body)).status).toBe(400);
    },
  );

  test("again in the same browser ends the session before", async () => {
    const { browser, login, password, address } = await settled();
    const before = browser.cookie() ?? "";
    await browser.call("POST", "/session", { login, password });
    expect((await browser.call("GET", "/me")).status).toBe(200);
    expect((await openBrowser(city, { address, cookie: before }).call("GET", "/me")).status).toBe(401);
  });
});

describe("a session", () => {
  test.each([
    ["is over after twelve hours unused", "used_at = now() - interval '12 hours 1 second'", 401],
    ["goes on when it was used within twelve hours", "used_at = now() - interval '11 hours 59 minutes'", 200],
    ["is over after seven days", "opened_at = now() - interval '7 days 1 second'", 401],
  ])("%s", async (_, past, status) => {
    const { browser, id } = await settled();
    await city.database.pool.query(`UPDATE sessions SET ${past} WHERE account_id = $1`, [id]);
    expect((await browser.call("GET", "/me")).status).toBe(status);
  });

  test("remembers that it was used", async () => {
    const { browser, id } = await settled();
    await city.database.pool.query("UPDATE sessions SET used_at = now() - interval '1 hour' WHERE account_id = $1", [
      id,
    ]);
    await browser.call("GET", "/me");
    const { rows } = await city.database.pool.query(
      "SELECT now() - used_at < interval '1 minute' AS fresh FROM sessions WHERE account_id = $1",
      [id],
    );
    expect(rows).toEqual([{ fresh: true }]);
  });

  test("doesn't care what the city's clock shows", async () => {
    const { browser } = await settled();
    city.advance(30 * 24 * 3_600_000);
    expect((await browser.call("GET", "/me")).status).toBe(200);
  });

  test("ends by signing out, which is told once", async () => {
    const { browser, address } = await settled();
    const cookie = browser.cookie() ?? "";
    const { body } = await browser.call("GET", "/me");
    expect((await browser.call("DELETE", "/session")).status).toBe(204);
    expect(browser.cookie()).toBeUndefined();
    expect((await openBrowser(city, { address, cookie }).call("GET", "/me")).status).toBe(401);
    expect(await entries("session.ended", body.personId)).toHaveLength(1);
    expect((await browser.call("DELETE", "/session")).status).toBe(401);
  });

  test("of another browser ends when the password changes; the own one goes on", async () => {
    const { browser, login, password, open } = await settled();
    const other = open();
    await other.call("POST", "/session", { login, password });
    expect((await browser.call("POST", "/me/password", { old: password, new: "a wild river" })).status).toBe(200);
    expect([(await browser.call("GET", "/me")).status, (await other.call("GET", "/me")).status]).toEqual([200, 401]);
  });

  test("acts in one post at a time, and in none of others'", async () => {
    const { browser } = await settled(["drainage-handler", "duty-officer"]);
    expect((await browser.call("GET", "/me")).body.post.role).toBe("handler");
    const chosen = await browser.call("POST", "/me/post", { postId: postId("duty-officer") });
    expect([chosen.status, chosen.body.post.role]).toEqual([200, "duty-officer"]);
    expect((await browser.call("GET", "/me")).body.permissions).toContain("cases.dispatch");
    expect((await browser.call("POST", "/me/post", { postId: postId("administrator") })).status).toBe(404);
    expect((await browser.call("POST", "/me/post", { postId: "x" })).status).toBe(400);
    expect(await entries("session.post-chosen", postId("duty-officer"))).toHaveLength(1);
  });

  test("in a post that was taken away is over", async () => {
    const { browser, id } = await settled(["drainage-handler", "duty-officer"]);
    await city.call(securityAdministrator(), "POST", `/api/v1/accounts/${id}/moves/edit`, {
      version: 1,
      facts: { posts: [postId("duty-officer")] },
    });
    expect((await browser.call("GET", "/me")).status).toBe(401);
  });

  test.each([
    ["too short", "short", 422],
    ["the same again", "a quiet river", 422],
    ["missing", "", 400],
  ])("cannot choose a password that is %s", async (_, fresh, status) => {
    const { browser, password } = await settled();
    expect((await browser.call("POST", "/me/password", { old: password, new: fresh })).status).toBe(status);
  });

  test("cannot change the password without knowing it", async () => {
    const { browser } = await settled();
    expect((await browser.call("POST", "/me/password", { old: "not this", new: "a wild river" })).status).toBe(401);
  });

  test("is nobody's who isn't signed in, and no key's", async () => {
    expect((await city.call(undefined, "GET", "/api/v1/me")).status).toBe(401);
    const key = { kind: "key", id: "k", permissions: new Set<string>(), areaPath: "", departments: "all" } as const;
    expect((await city.call(key, "GET", "/api/v1/me")).status).toBe(403);
  });
});

describe("the demo city", () => {
  test("is entered by one click, in the post that was clicked", async () => {
    const browser = openBrowser(city);
    const { status, body } = await browser.call("POST", "/session/demo", { entry: "verifier" });
    expect([status, body.name, body.post.id]).toEqual([200, "肖芸", postId("verifier")]);
    expect((await browser.call("POST", "/session/demo", { entry: "administrator" })).status).toBe(404);
    expect((await browser.call("POST", "/session/demo", {})).status).toBe(400);
  });

  test("is not entered from a page of another name that leads here", async () => {
    const response = await city.app.inject({
      method: "POST",
      url: "/api/v1/session/demo",
      headers: { host: "evil.example:8080" },
      payload: { entry: "verifier" },
    });
    expect(response.statusCode).toBe(404);
  });

  test("has no password that could be guessed", async () => {
    const browser = openBrowser(city, { address: "10.5.0.1" });
    expect((await browser.call("POST", "/session", { login: "xiao.yun", password: "null" })).status).toBe(401);
  });

  test("is closed, and its sessions over, once others can reach the machine", async () => {
    const browser = openBrowser(city);
    await browser.call("POST", "/session/demo", { entry: "verifier" });
    const who = { cookie: browser.cookie(), authorization: undefined };
    const { db } = city.database;
    const reachable = { ...city.deployment, config: { ...city.deployment.config, host: "0.0.0.0" } };
    expect(await authenticate({ db, deployment: city.deployment, clock: city.clock }, who)).toMatchObject({
      kind: "person",
    });
    expect(await authenticate({ db, deployment: reachable, clock: city.clock }, who)).toBeUndefined();
  });
});

describe("a session that is remembered from the call before", () => {
  test("is refused at once when it was ended, its password changed or its account retired", async () => {
    const one = await settled();
    const other = one.open();
    await other.call("POST", "/session", { login: one.login, password: one.password });
    for (const browser of [one.browser, other]) expect((await browser.call("GET", "/me")).status).toBe(200);
    await other.call("POST", "/me/password", { old: one.password, new: "another quiet river" });
    expect((await one.browser.call("GET", "/me")).status).toBe(401);
    expect((await other.call("GET", "/me")).status).toBe(200);
    const { version } = (await city.call(securityAdministrator(), "GET", "/api/v1/accounts")).body.items.find(
      ({ id }: { id: string }) => id === one.id,
    );
    await city.call(securityAdministrator(), "POST", `/api/v1/accounts/${one.id}/moves/retire`, {
      version,
      facts: { reason: "调离" },
    });
    expect((await other.call("GET", "/me")).status).toBe(401);
  });

  test("counts for a second at most when another process ended it", async () => {
    const { browser, id } = await settled();
    expect((await browser.call("GET", "/me")).status).toBe(200);
    await city.database.pool.query("DELETE FROM sessions WHERE account_id = $1", [id]);
    await vi.waitFor(async () => expect((await browser.call("GET", "/me")).status).toBe(401), { timeout: 1_500 });
  });
});
