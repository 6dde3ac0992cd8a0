import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { findPasskeyHome, findPasskeyHost } from "../../../platform/public-address.ts";
import { securityAdministrator } from "../../../testing/actors.ts";
import { openAuthenticator, type Quirk } from "../../../testing/authenticator.ts";
import { type Browser, openBrowser } from "../../../testing/browser.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { postId } from "../department/index.ts";
import { seedIdentity } from "../first-start/index.ts";

const home = { host: "city.example", origin: "https://city.example" };
let city: TestCity;
beforeAll(async () => {
  city = await openTestCity({
    env: { PUBLIC_URL: home.origin },
    profile: { signIn: { secondFactor: ["verifier"] } },
  });
  await seedIdentity(city.context(system("start")));
});
afterAll(() => city?.close());

const password = "a quiet river";
const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
let count = 0;
const newcomer = async (posts = ["duty-officer"], isNew = false) => {
  count += 1;
  const login = `key.${count}`;
  const account = { login, name: "值班员", postIds: posts.map(postId) };
  const { body } = await city.call(securityAdministrator(), "POST", "/api/v1/accounts", account);
  const address = `10.40.0.${count}`;
  const open = () => openBrowser(city, { address });
  const browser = open();
  await browser.call("POST", "/session", { login, password: body.password });
  const once = body.password as string;
  const setOwn = (fresh = password) => browser.call("POST", "/me/password", { old: once, new: fresh });
  if (!isNew) await setOwn();
  return { id: body.id as string, login, browser, open, once, setOwn };
};
type Authenticator = ReturnType<typeof openAuthenticator>;
const make = async (browser: Browser, key: Authenticator, proof: object, quirk?: Quirk) => {
  const begun = await browser.call("POST", "/me/passkeys/begin", { name: "单位电脑", ...proof });
  return begun.status === 200 ? browser.call("POST", "/me/passkeys", key.make(begun.body, quirk)) : begun;
};
const withKey = async (posts?: string[]) => {
  const person = await newcomer(posts);
  const key = openAuthenticator(home);
  const made = await make(person.browser, key, { password });
  expect(made.status).toBe(201);
  return { ...person, key, passkeyId: made.body.id as string };
};
const enter = async (browser: Browser, key: Authenticator, quirk?: Quirk) => {
  const { body } = await browser.call("POST", "/session/passkey/begin");
  return browser.call("POST", "/session/passkey", key.use(body, quirk));
};
const code = ({ body }: { body: { code?: string } }) => body.code;
const makeMove = (id: string, move: string) =>
  city.call(securityAdministrator(), "POST", `/api/v1/accounts/${id}/moves/${move}`, {
    version: 1,
    facts: { reason: "手机丢失，当面核对过身份" },
  });
const entries = async (type: string, like: string) =>
  (await city.database.pool.query("SELECT changes, subject_id FROM journal WHERE type = $1", [type])).rows.filter(
    (row) => JSON.stringify(row).includes(like),
  );

describe("a passkey", () => {
  test("is made after the password was typed again, and signs in without one", async () => {
    const { id, login, browser, open, key, passkeyId } = await withKey();
    const { body } = await browser.call("GET", "/me/passkeys");
    expect(body).toMatchObject({ asks: "password", items: [{ id: passkeyId, name: "单位电脑", isDoubted: false }] });
    expect(await entries("account.passkey-added", id)).toHaveLength(1);
    const elsewhere = open();
    const entered = await enter(elsewhere, key);
    expect(entered).toMatchObject({ status: 200, body: { login, way: "passkey" } });
    expect(entered.body.permissions).toContain("cases.file");
    expect((await elsewhere.call("GET", "/me")).body).toEqual(entered.body);
    expect(await entries("session.opened", id)).toContainEqual(
      expect.objectContaining({ changes: expect.objectContaining({ way: "passkey", factor: true }) }),
    );
  });

  test("asks the browser for user verification, for no attestation, and for none that is there already", async () => {
    const { browser } = await withKey();
    const { body } = await browser.call("POST", "/me/passkeys/begin", { name: "手机", password });
    expect(body).toMatchObject({
      rp: { id: home.host },
      attestation: "none",
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      excludeCredentials: [{ type: "public-key" }],
    });
    expect((await browser.call("POST", "/session/passkey/begin")).body).toMatchObject({
      rpId: home.host,
      userVerification: "required",
    });
  });

  test.each([
    ["no proof", {}, "session.proof-needed"],
    ["a wrong password", { password: "no" }, "session.wrong-password"],
  ])("is not made with %s", async (_, proof, why) => {
    const { browser } = await newcomer();
    expect(code(await make(browser, openAuthenticator(home), proof))).toBe(why);
  });

  test("of whoever has a second factor is made after a code of it, not the password alone", async () => {
    const { browser } = await newcomer();
    const { secret } = (await browser.call("POST", "/me/factor", { password })).body;
    await browser.call("POST", "/me/factor/confirm", { code: codeOf(secret, -1) });
    const key = openAuthenticator(home);
    expect(code(await make(browser, key, { password }))).toBe("session.code-needed");
    expect(code(await make(browser, key, { code: "000000" }))).toBe("session.wrong-code");
    expect((await make(browser, key, { code: codeOf(secret) })).status).toBe(201);
  });

  test.each<[string, Quirk]>([
    ["from another page", { origin: "https://evil.example" }],
    ["for another host", { host: "evil.example" }],
    ["without finger, face or PIN", { unverified: true }],
  ])("made %s is not kept", async (_, quirk) => {
    const { browser } = await newcomer();
    expect(code(await make(browser, openAuthenticator(home), { password }, quirk))).toBe("passkey.not-made");
    expect((await browser.call("GET", "/me/passkeys")).body.items).toEqual([]);
  });

  test("begun by one can't be ended by another, nor twice", async () => {
    const [one, other] = [await newcomer(), await newcomer()];
    const begun = await one.browser.call("POST", "/me/passkeys/begin", { name: "手机", password });
    const made = openAuthenticator(home).make(begun.body);
    expect(code(await other.browser.call("POST", "/me/passkeys", made))).toBe("passkey.spent");
    expect((await one.browser.call("POST", "/me/passkeys", made)).status).toBe(201);
    expect(code(await one.browser.call("POST", "/me/passkeys", made))).toBe("passkey.spent");
  });

  test("of many made at once the eleventh is not kept", async () => {
    const { browser } = await newcomer();
    const cookie = browser.cookie();
    if (cookie === undefined) throw new Error("not signed in");
    const begun: { jar: Browser; made: object }[] = [];
    for (let nth = 0; nth < 12; nth += 1) {
      const jar = openBrowser(city, { address: "10.40.1.1", cookie });
      const { body } = await jar.call("POST", "/me/passkeys/begin", { name: "手机", password });
      begun.push({ jar, made: openAuthenticator(home).make(body) });
    }
    const ended = await Promise.all(begun.map(({ jar, made }) => jar.call("POST", "/me/passkeys", made)));
    expect(ended.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(ended.map(code).filter((why) => why !== undefined)).toEqual(["passkey.too-many", "passkey.too-many"]);
    expect((await browser.call("GET", "/me/passkeys")).body.items).toHaveLength(10);
  });

  test("is removed after a proof, and lets nobody in any more", async () => {
    const { id, browser, open, key, passkeyId } = await withKey();
    const path = `/me/passkeys/${passkeyId}/remove`;
    expect(code(await browser.call("POST", path, {}))).toBe("session.proof-needed");
    const stranger = await newcomer();
    expect((await stranger.browser.call("POST", path, { password })).status).toBe(404);
    expect((await browser.call("POST", path, { password })).status).toBe(204);
    expect(code(await enter(open(), key))).toBe("passkey.unknown");
    expect(await entries("account.passkey-removed", id)).toHaveLength(1);
  });
});

describe("signing in with a passkey", () => {
  let person: Awaited<ReturnType<typeof withKey>>;
  beforeAll(async () => {
    person = await withKey();
  });

  test.each<[string, Quirk]>([
    ["from another page", { origin: "https://evil.example" }],
    ["for another host", { host: "evil.example" }],
    ["without finger, face or PIN", { unverified: true }],
    ["signed wrongly", { forged: true }],
    ["as another account's", { handle: Buffer.from("somebody else").toString("base64url") }],
  ])("%s is refused", async (_, quirk) => {
    expect(code(await enter(person.open(), person.key, quirk))).toBe("passkey.refused");
  });

  test("that was refused is written down, with the account and why", async () => {
    await enter(person.open(), person.key, { forged: true });
    const refused = await entries("session.refused", person.id);
    expect(refused).toMatchObject([{ changes: { way: "passkey", why: "refused", account: person.id } }]);
  });

  test("counts once, and in the browser that began it", async () => {
    const browser = person.open();
    const { body } = await browser.call("POST", "/session/passkey/begin");
    const used = person.key.use(body);
    expect(code(await person.open().call("POST", "/session/passkey", used))).toBe("passkey.spent");
    expect((await browser.call("POST", "/session/passkey", used)).status).toBe(200);
    expect(code(await browser.call("POST", "/session/passkey", used))).toBe("passkey.spent");
  });

  test("with a key nobody knows is refused", async () => {
    expect(code(await enter(person.open(), openAuthenticator(home)))).toBe("passkey.unknown");
  });

  test("goes on while the password's door is slowed down", async () => {
    const { login, open, key } = await withKey();
    for (let nth = 0; nth < 6; nth += 1) await open().call("POST", "/session", { login, password: "no" });
    expect((await open().call("POST", "/session", { login, password })).status).toBe(429);
    expect((await enter(open(), key)).status).toBe(200);
  });

  test("whose counter went back puts it in doubt: it lets nobody in, and owner and security administrators are told", async () => {
    const { id, browser, open, key } = await withKey();
    expect((await enter(open(), key, { counter: 7 })).status).toBe(200);
    expect(code(await enter(open(), key, { counter: 7 }))).toBe("passkey.doubted");
    expect(code(await enter(open(), key, { counter: 99 }))).toBe("passkey.doubted");
    expect((await browser.call("GET", "/me/passkeys")).body.items).toMatchObject([{ isDoubted: true }]);
    expect(await entries("account.passkey-doubted", id)).toHaveLength(1);
    await city.workOff();
    const { rows } = await city.database.pool.query("SELECT n::text AS line FROM notices n");
    expect(JSON.stringify(rows)).toContain("passkey-doubted");
  });

  test("that never counts is taken as it is", async () => {
    const { open, key } = await withKey();
    for (let nth = 0; nth < 2; nth += 1) expect((await enter(open(), key, { counter: 0 })).status).toBe(200);
  });

  test("is the second factor the city asks; the password alone is not", async () => {
    const { browser, open, login, key } = await withKey(["verifier"]);
    expect((await browser.call("GET", "/me")).body.permissions).toContain("cases.verify");
    expect((await enter(open(), key)).body).toMatchObject({
      mustSetFactor: false,
      permissions: expect.arrayContaining(["cases.verify"]),
    });
    const byPassword = await open().call("POST", "/session", { login, password });
    expect(byPassword.body).toMatchObject({ mustSetFactor: true, permissions: [] });
  });

  test("a moment ago is proof enough for another one, and for an authenticator app; five minutes later it is not", async () => {
    const { id, open, key } = await withKey();
    const browser = open();
    await enter(browser, key);
    expect((await browser.call("GET", "/me/passkeys")).body.asks).toBe("nothing");
    expect((await make(browser, openAuthenticator(home), {})).status).toBe(201);
    expect((await browser.call("POST", "/me/factor", {})).status).toBe(200);
    await city.database.pool.query(
      "UPDATE sessions SET opened_at = opened_at - interval '6 minutes' WHERE account_id = $1",
      [id],
    );
    await browser.call("POST", "/me/post", { postId: postId("duty-officer") });
    expect(code(await make(browser, openAuthenticator(home), {}))).toBe("session.proof-needed");
    expect(code(await browser.call("POST", "/me/factor", {}))).toBe("session.proof-needed");
  });

  test("ends where the account does, and where somebody resets its second factor", async () => {
    const { id, browser, open, key } = await withKey();
    expect((await makeMove(id, "reset-factor")).status).toBe(200);
    expect((await browser.call("GET", "/me")).status).toBe(401);
    expect(code(await enter(open(), key))).toBe("passkey.unknown");
  });

  test("ends with all sessions that a security administrator ends, and its owner is told", async () => {
    const { id, login, open, key } = await withKey();
    expect((await makeMove(id, "end-sessions")).status).toBe(200);
    expect(code(await enter(open(), key))).toBe("passkey.unknown");
    const back = await open().call("POST", "/session", { login, password });
    expect(back).toMatchObject({ status: 200, body: { resets: [{ what: "passkeys" }] } });
    await city.workOff();
    const { rows } = await city.database.pool.query(
      `SELECT n.id FROM notices n JOIN accounts a ON position(a.person_id::text IN n::text) > 0
       WHERE a.id = $1 AND position('passkey-removed' IN n::text) > 0`,
      [id],
    );
    expect(rows).toHaveLength(1);
  });

  test("ends where somebody else resets the password, and outlives a change by its owner", async () => {
    const { id, browser, open, key } = await withKey();
    await browser.call("POST", "/me/password", { old: password, new: "another quiet river" });
    expect((await enter(open(), key)).status).toBe(200);
    const reset = await city.call(securityAdministrator(), "POST", `/api/v1/accounts/${id}/password`);
    expect(reset.body.password).toBeTruthy();
    expect(code(await enter(open(), key))).toBe("passkey.unknown");
  });

  test("of an account whose sessions another process has ended meanwhile is not kept", async () => {
    const { id, browser } = await newcomer();
    const begun = await browser.call("POST", "/me/passkeys/begin", { name: "手机", password });
    await city.database.pool.query("UPDATE accounts SET epoch = epoch + 1 WHERE id = $1", [id]);
    expect(code(await browser.call("POST", "/me/passkeys", openAuthenticator(home).make(begun.body)))).toBe(
      "session.required",
    );
  });

  test("with the last one removed the session counts as one without a second factor", async () => {
    const { browser, passkeyId } = await withKey(["verifier"]);
    expect((await browser.call("GET", "/me")).body.mustSetFactor).toBe(false);
    await browser.call("POST", `/me/passkeys/${passkeyId}/remove`, { password });
    expect((await browser.call("GET", "/me")).body).toMatchObject({ mustSetFactor: true, permissions: [] });
  });
});

describe("before the first password of one's own", () => {
  test("neither a passkey nor a second factor is made with the one-time password", async () => {
    const { browser, once, setOwn } = await newcomer(["verifier"], true);
    const tried = await make(browser, openAuthenticator(home), { password: once });
    expect(tried).toMatchObject({ status: 403, body: { code: "session.own-password-first" } });
    expect(code(await browser.call("POST", "/me/factor", { password: once }))).toBe("session.own-password-first");
    expect((await setOwn()).status).toBe(200);
    expect((await make(browser, openAuthenticator(home), { password })).status).toBe(201);
    expect((await browser.call("GET", "/me")).body.permissions).toContain("cases.verify");
  });

  test("a passkey that is there all the same is gone when the own one is set", async () => {
    const { id, browser, open, key } = await withKey();
    await city.database.pool.query("UPDATE accounts SET must_change = true WHERE id = $1", [id]);
    await browser.call("POST", "/me/password", { old: password, new: "another quiet river" });
    expect(code(await enter(open(), key))).toBe("passkey.unknown");
  });
});

describe("where passkeys work", () => {
  const local = { publicUrl: undefined, host: "127.0.0.1", tls: undefined };
  test.each([
    ["at the city's public name", { ...local, publicUrl: home.origin, host: "0.0.0.0" }, "x", home],
    [
      "at localhost alone while only this machine is served",
      local,
      "localhost:8080",
      {
        host: "localhost",
        origin: "http://localhost:8080",
      },
    ],
    ["not at a number", local, "127.0.0.1:8080", undefined],
    ["not where a foreign name leads here", local, "evil.example:8080", undefined],
    ["nowhere without a public address on an open one", { ...local, host: "0.0.0.0" }, "city.example", undefined],
    ["not at a public number", { ...local, publicUrl: "https://192.0.2.1" }, "192.0.2.1", undefined],
  ])("%s", (_, settings, called, expected) => {
    expect(findPasskeyHome(settings, called)).toEqual(expected);
    if (expected !== undefined) expect(findPasskeyHost(settings)).toBe(expected.host);
  });

  test("is told to whoever comes to the door", async () => {
    expect((await city.call(undefined, "GET", "/api/v1/city")).body.ways).toEqual({ passkeyHost: home.host });
  });
});
