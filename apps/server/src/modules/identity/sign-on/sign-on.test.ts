import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readConfig } from "../../../config.ts";
import { system } from "../../../platform/actor.ts";
import { securityAdministrator } from "../../../testing/actors.ts";
import { openAuthenticator } from "../../../testing/authenticator.ts";
import { type Browser, openBrowser } from "../../../testing/browser.ts";
import { type Bend, type Known, startSignOnServer } from "../../../testing/sign-on-server.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { postId } from "../department/index.ts";
import { seedIdentity } from "../first-start/index.ts";
import { getProvider } from "./provider.ts";

const home = "https://city.example";
const client = { id: "chengyun", secret: "a secret between servers", home };
let folder: string;
let there: Awaited<ReturnType<typeof startSignOnServer>>;
let elsewhere: typeof there;
let city: TestCity;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "chengyun-sign-on-"));
  writeFileSync(join(folder, "secret"), `${client.secret}\n`);
  [there, elsewhere] = await Promise.all([startSignOnServer(client), startSignOnServer(client)]);
  city = await openTestCity({
    env: {
      PUBLIC_URL: `${home}/`,
      SIGN_ON_ISSUER: there.issuer,
      SIGN_ON_CLIENT: client.id,
      SIGN_ON_SECRET_FILE: join(folder, "secret"),
      OUTGOING_ALLOW: "127.0.0.1",
    },
    profile: {
      signIn: {
        secondFactor: ["verifier"],
        signOn: {
          name: { zh: "政务统一认证", en: "Government sign-on" },
          roles: ["verifier", "duty-officer"],
          invite: "email",
          secondFactor: { amr: ["otp"], acr: ["two-factors"] },
          endThere: true,
        },
      },
    },
  });
  await seedIdentity(city.context(system("start")));
});
afterAll(async () => {
  await city?.close();
  await Promise.all([there?.close(), elsewhere?.close()]);
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;
const newcomer = async (posts = ["duty-officer"]) => {
  count += 1;
  const login = `officer.${count}`;
  const account = { login, name: "值班员", postIds: posts.map(postId) };
  const { body } = await city.call(securityAdministrator(), "POST", "/api/v1/accounts", account);
  const address = `10.30.0.${count}`;
  return { id: body.id as string, login, once: body.password as string, open: () => openBrowser(city, { address }) };
};
const makeMove = (id: string, move: string, facts: object, version = 1) =>
  city.call(securityAdministrator(), "POST", `/api/v1/accounts/${id}/moves/${move}`, { version, facts });
const connected = async (sub: string, posts?: string[]) => {
  const person = await newcomer(posts);
  const made = await makeMove(person.id, "connect", { subject: sub, reason: "当面核对" });
  expect(made.status).toBe(200);
  return person;
};
/** Signs on as somebody; the address to go to, and what comes back, can be bent on the way. */
const signOn = async (
  browser: Browser,
  who: Known | undefined,
  bend: { url?: (url: URL) => void; search?: (search: URLSearchParams) => void } = {},
) => {
  const url = new URL((await browser.call("POST", "/session/sign-on")).body.url);
  bend.url?.(url);
  const search = new URLSearchParams(await there.visit(url.href, who));
  bend.search?.(search);
  return { search, answer: await browser.call("POST", "/session/sign-on/enter", { search: search.toString() }) };
};
const refusals = async (why: string) =>
  (
    await city.database.pool.query(
      "SELECT changes FROM journal WHERE type = 'session.refused' AND changes->>'way' = 'sign-on' AND changes->>'why' = $1",
      [why],
    )
  ).rows.map(({ changes }) => changes);

describe("signing on at the city's own server", () => {
  test("is offered to whoever comes to the door, by the name the city gave it", async () => {
    expect((await city.call(undefined, "GET", "/api/v1/city")).body.ways).toMatchObject({
      signOn: { zh: "政务统一认证", en: "Government sign-on" },
    });
  });

  test("lets in whose account was connected to their number there, as any other session is", async () => {
    const { id, login, open } = await connected("4711");
    const browser = open();
    const { answer } = await signOn(browser, { sub: "4711" });
    expect(answer).toMatchObject({
      status: 200,
      body: { login, way: "sign-on", mustChangePassword: false, permissions: expect.arrayContaining(["cases.file"]) },
    });
    expect((await browser.call("GET", "/me")).body).toEqual(answer.body);
    const opened = await city.database.pool.query(
      "SELECT changes FROM journal WHERE type = 'session.opened' AND changes->>'account' = $1",
      [id],
    );
    expect(opened.rows).toMatchObject([{ changes: { way: "sign-on", factor: false } }]);
    expect((await makeMove(id, "end-sessions", { reason: "电脑被盗" }, 2)).status).toBe(200);
    expect((await browser.call("GET", "/me")).status).toBe(401);
  });

  test("gives nobody an account: who is known there and not here is told so, and that is written down", async () => {
    const { open } = await newcomer();
    const { answer } = await signOn(open(), { sub: "stranger", email: "stranger@city.example", verified: true });
    expect(answer).toMatchObject({ status: 403, body: { code: "sign-on.unbound" } });
    expect(await refusals("unbound")).toHaveLength(1);
  });

  test("connects an invited person at their first sign-on, by an e-mail that server verified, however it is written", async () => {
    const { id, login, open } = await newcomer();
    expect((await makeMove(id, "invite", { invitation: "Li.Lei@city.example", reason: "新到岗" })).status).toBe(200);
    const unverified = await signOn(open(), { sub: "501", email: "li.lei@city.example" });
    expect(unverified.answer.body.code).toBe("sign-on.unbound");
    const first = await signOn(open(), { sub: "501", email: "li.lei@city.example", verified: true });
    expect(first.answer).toMatchObject({ status: 200, body: { login, resets: [{ what: "sign-on" }] } });
    expect((await signOn(open(), { sub: "501", email: "other@city.example" })).answer.status).toBe(200);
    const { rows } = await city.database.pool.query(
      "SELECT j.type FROM journal j WHERE j.subject_id = $1 AND j.type LIKE 'account.sign-on%' ORDER BY j.id",
      [id],
    );
    expect(rows.map(({ type }) => type)).toEqual(["account.sign-on-invited", "account.sign-on-connected"]);
    const kept = await city.database.pool.query(
      "SELECT b::text AS line FROM sign_on_bindings b UNION ALL SELECT changes::text FROM journal",
    );
    expect(JSON.stringify(kept.rows)).not.toMatch(/li\.lei/i);
  });

  test("by the same e-mail under another number is refused: the number was connected, not the e-mail", async () => {
    const { id, open } = await newcomer();
    await makeMove(id, "invite", { invitation: "han@city.example", reason: "新到岗" });
    await signOn(open(), { sub: "601", email: "han@city.example", verified: true });
    const { answer } = await signOn(open(), { sub: "602", email: "han@city.example", verified: true });
    expect(answer).toMatchObject({ status: 403, body: { code: "sign-on.changed" } });
    expect(await refusals("changed")).toHaveLength(1);
  });

  test("an invitation nobody followed for two weeks is none", async () => {
    const { id, open } = await newcomer();
    await makeMove(id, "invite", { invitation: "late@city.example", reason: "新到岗" });
    await city.database.pool.query("UPDATE sign_on_bindings SET at = at - interval '15 days' WHERE account_id = $1", [
      id,
    ]);
    const { answer } = await signOn(open(), { sub: "701", email: "late@city.example", verified: true });
    expect(answer.body.code).toBe("sign-on.unbound");
  });
});

describe("what comes back from a sign-on", () => {
  const known = { sub: "801" };
  let person: Awaited<ReturnType<typeof newcomer>>;
  beforeAll(async () => {
    person = await connected(known.sub);
  });
  const codeOf = async (browser: Browser, bend: Parameters<typeof signOn>[2], who: Known | undefined = known) =>
    (await signOn(browser, who, bend)).answer.body.code;

  test("counts once, and in the browser that began it", async () => {
    const browser = person.open();
    const { search, answer } = await signOn(browser, known);
    expect(answer.status).toBe(200);
    const back = { search: search.toString() };
    for (const again of [browser, person.open()])
      expect((await again.call("POST", "/session/sign-on/enter", back)).body.code).toBe("sign-on.spent");
    expect(await refusals("spent")).toHaveLength(1);
  });

  test("after ten minutes is too late", async () => {
    const browser = person.open();
    const search = await there.visit((await browser.call("POST", "/session/sign-on")).body.url, known);
    await city.database.pool.query("UPDATE begun_entries SET begun_at = begun_at - interval '11 minutes'");
    const late = await browser.call("POST", "/session/sign-on/enter", { search });
    expect(late.body.code).toBe("sign-on.spent");
  });

  test("with a code that was used before is refused by that server", async () => {
    const used = (await signOn(person.open(), known)).search.get("code") ?? "";
    expect(await codeOf(person.open(), { search: (search) => search.set("code", used) })).toBe("sign-on.code-refused");
    expect(await refusals("code-refused")).toHaveLength(1);
  });

  test("for another's verifier is refused by that server", async () => {
    const foreign = (url: URL) => url.searchParams.set("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    expect(await codeOf(person.open(), { url: foreign })).toBe("sign-on.code-refused");
  });

  test.each([
    ["another state", { search: (search: URLSearchParams) => search.set("state", "x") }, "spent"],
    ["another nonce", { url: (url: URL) => url.searchParams.set("nonce", "x") }, "not-genuine"],
    ["another issuer", { search: (search: URLSearchParams) => search.set("iss", "https://id.example") }, "not-genuine"],
    ["no code", { search: (search: URLSearchParams) => search.delete("code") }, "not-genuine"],
  ])("with %s is refused", async (_, bend, why) => {
    expect(await codeOf(person.open(), bend)).toBe(`sign-on.${why}`);
    expect((await refusals(why)).length).toBeGreaterThan(0);
  });

  test("from another server with the same client is refused", async () => {
    const browser = person.open();
    const url = (await browser.call("POST", "/session/sign-on")).body.url.replace(there.issuer, elsewhere.issuer);
    const search = await elsewhere.visit(url, known);
    expect((await browser.call("POST", "/session/sign-on/enter", { search })).body.code).toBe("sign-on.not-genuine");
  });

  const now = () => Math.floor(Date.now() / 1_000);
  const otherKey = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  test.each<[string, Bend, string, KeyObject?]>([
    ["has expired", (claims) => ({ ...claims, exp: now() - 120 }), "expired"],
    ["is another issuer's", (claims) => ({ ...claims, iss: "https://id.example" }), "not-genuine"],
    ["is for another client", (claims) => ({ ...claims, aud: "another" }), "not-genuine"],
    ["has no nonce", ({ nonce: _, ...claims }) => claims, "not-genuine"],
    ["is signed by another key", (claims) => claims, "not-genuine", otherKey],
  ])("with a token that %s is refused", async (_, bend, why, key) => {
    there.bend(bend, key);
    try {
      expect(await codeOf(person.open(), {})).toBe(`sign-on.${why}`);
      expect((await refusals(why)).length).toBeGreaterThan(0);
    } finally {
      there.bend(undefined);
    }
  });

  test("of somebody that server turned away is told so", async () => {
    const browser = person.open();
    const url = (await browser.call("POST", "/session/sign-on")).body.url;
    const search = await there.visit(url, undefined);
    expect((await browser.call("POST", "/session/sign-on/enter", { search })).body.code).toBe("sign-on.denied");
  });
});

describe("a second factor", () => {
  const codeOf = (secret: string, steps = 0): string =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
  const withPhone = async (sub: string, posts?: string[]) => {
    const person = await connected(sub, posts);
    const browser = person.open();
    const password = "a quiet river";
    await browser.call("POST", "/session", { login: person.login, password: person.once });
    await browser.call("POST", "/me/password", { old: person.once, new: password });
    const { body } = await browser.call("POST", "/me/factor", { password });
    await browser.call("POST", "/me/factor/confirm", { code: codeOf(body.secret, -1) });
    return { ...person, secret: body.secret as string };
  };

  test("of the account is asked after the sign-on, and a sign-on alone is nothing", async () => {
    const { login, open, secret } = await withPhone("901");
    const browser = open();
    const { answer } = await signOn(browser, { sub: "901", acr: "one" });
    expect(answer).toMatchObject({ status: 401, body: { code: "session.code-needed" } });
    expect((await browser.call("GET", "/me")).status).toBe(401);
    const wrong = await browser.call("POST", "/session/sign-on/code", { code: "000000" });
    expect(wrong.body.code).toBe("session.wrong-code");
    const right = await browser.call("POST", "/session/sign-on/code", { code: codeOf(secret) });
    expect(right).toMatchObject({ status: 200, body: { login, way: "sign-on" } });
    const again = await browser.call("POST", "/session/sign-on/code", { code: codeOf(secret, 1) });
    expect(again.body.code).toBe("sign-on.spent");
  });

  test("can't be guessed after a sign-on: wrong codes are failed attempts of that name", async () => {
    const { open, login } = await withPhone("902");
    const browser = open();
    await signOn(browser, { sub: "902" });
    const statuses = [];
    for (let nth = 0; nth < 6; nth += 1)
      statuses.push((await browser.call("POST", "/session/sign-on/code", { code: `00000${nth}` })).status);
    expect(statuses.at(-1)).toBe(429);
    expect((await open().call("POST", "/session", { login, password: "a quiet river" })).status).toBe(429);
  });

  test.each([
    ["amr", ["pwd", "otp"]],
    ["acr", "two-factors"],
  ])("that server vouches for by %s counts where the city says so", async (claim, value) => {
    const { open } = await withPhone(`903 ${claim}`, ["verifier"]);
    there.bend((claims) => ({ ...claims, [claim]: value }));
    const { answer } = await signOn(open(), { sub: `903 ${claim}` });
    there.bend(undefined);
    expect(answer).toMatchObject({ status: 200, body: { mustSetFactor: false } });
    expect(answer.body.permissions).toContain("cases.verify");
  });

  test("that the city asks and nobody gave has to be set up before anything else", async () => {
    const { open } = await connected("904", ["verifier"]);
    const { answer } = await signOn(open(), { sub: "904" });
    expect(answer.body).toMatchObject({ mustSetFactor: true, permissions: [] });
  });
});

describe("another way in", () => {
  const password = "a quiet river";
  const key = () => openAuthenticator({ host: "city.example", origin: home });
  const setOwn = async (person: Awaited<ReturnType<typeof newcomer>>) => {
    const browser = person.open();
    await browser.call("POST", "/session", { login: person.login, password: person.once });
    await browser.call("POST", "/me/password", { old: person.once, new: password });
  };
  const begin = (browser: Browser, proof: object) =>
    browser.call("POST", "/me/passkeys/begin", { name: "单位电脑", ...proof });

  test("is not made by having signed on, but with the account's own password", async () => {
    const person = await connected("951");
    await setOwn(person);
    const browser = person.open();
    await signOn(browser, { sub: "951" });
    expect((await browser.call("GET", "/me/passkeys")).body.asks).toBe("password");
    for (const answer of [await begin(browser, {}), await browser.call("POST", "/me/factor", {})])
      expect(answer).toMatchObject({ status: 401, body: { code: "session.proof-needed" } });
    expect((await browser.call("GET", "/me/factor")).body.asksPassword).toBe(true);
    const begun = await begin(browser, { password });
    expect((await browser.call("POST", "/me/passkeys", key().make(begun.body))).status).toBe(201);
  });

  test("is not made at all by who never set an own password, and they are told how to", async () => {
    const person = await connected("952");
    const browser = person.open();
    await signOn(browser, { sub: "952" });
    const tried = await begin(browser, { password: person.once });
    expect(tried).toMatchObject({ status: 403, body: { code: "session.own-password-first" } });
    const factor = await browser.call("POST", "/me/factor", { password: person.once });
    expect(factor.body.code).toBe("session.own-password-first");
  });

  test("is gone where the sign-on is disconnected", async () => {
    const person = await connected("953");
    await setOwn(person);
    const browser = person.open();
    await signOn(browser, { sub: "953" });
    const made = key();
    await browser.call("POST", "/me/passkeys", made.make((await begin(browser, { password })).body));
    expect((await makeMove(person.id, "disconnect", { reason: "离岗" }, 2)).status).toBe(200);
    const elsewhere = person.open();
    const { body } = await elsewhere.call("POST", "/session/passkey/begin");
    expect((await elsewhere.call("POST", "/session/passkey", made.use(body))).body.code).toBe("passkey.unknown");
  });
});

describe("posts and administrators", () => {
  test("a post the city does not open to sign-ons is neither entered nor taken up so", async () => {
    const { open } = await connected("1001", ["drainage-handler", "duty-officer"]);
    const browser = open();
    const { answer } = await signOn(browser, { sub: "1001" });
    expect(answer.body.post.role).toBe("duty-officer");
    const other = await browser.call("POST", "/me/post", { postId: postId("drainage-handler") });
    expect(other).toMatchObject({ status: 403, body: { code: "sign-on.role" } });
    const handler = await connected("1002", ["drainage-handler"]);
    expect((await signOn(handler.open(), { sub: "1002" })).answer.body.code).toBe("sign-on.role");
  });

  test("an administrator's account can't be connected, nor one's own, nor two to one number", async () => {
    const { rows } = await city.database.pool.query("SELECT id FROM accounts WHERE login = 'auditor'");
    const facts = { subject: "1101", reason: "试一试" };
    expect((await makeMove(rows[0].id, "connect", facts)).body.code).toBe("sign-on.administrator");
    const [one, other] = [await newcomer(), await newcomer()];
    expect((await makeMove(one.id, "connect", facts)).status).toBe(200);
    expect((await makeMove(other.id, "connect", facts)).body.code).toBe("sign-on.taken");
    const own = await city.database.pool.query("SELECT person_id FROM accounts WHERE id = $1", [other.id]);
    const oneself = securityAdministrator({ id: own.rows[0].person_id });
    const path = `/api/v1/accounts/${other.id}/moves/invite`;
    const invite = { version: 1, facts: { invitation: "me@city.example", reason: "自己" } };
    expect((await city.call(oneself, "POST", path, invite)).body.code).toBe("account.own");
  });

  test("disconnected or retired, whoever came in so is out and stays out", async () => {
    const { id, open } = await connected("1201");
    const browser = open();
    await signOn(browser, { sub: "1201" });
    expect((await makeMove(id, "disconnect", { reason: "离岗" }, 2)).status).toBe(200);
    expect((await browser.call("GET", "/me")).status).toBe(401);
    expect((await signOn(browser, { sub: "1201" })).answer.body.code).toBe("sign-on.unbound");
    expect((await makeMove(id, "disconnect", { reason: "离岗" }, 3)).body.code).toBe("sign-on.not-connected");
    await makeMove(id, "connect", { subject: "1201", reason: "回岗" }, 3);
    await makeMove(id, "retire", { reason: "离职" }, 4);
    expect((await signOn(browser, { sub: "1201" })).answer.body.code).toBe("sign-on.unbound");
  });
});

describe("signing out", () => {
  test("ends the session here and leads to the end there; a password's session leads nowhere", async () => {
    const { open, login, once } = await connected("1301");
    const browser = open();
    await signOn(browser, { sub: "1301" });
    const { status, body } = await browser.call("POST", "/session/sign-on/end");
    expect(status).toBe(200);
    const url = new URL(body.url);
    expect([url.origin, url.searchParams.get("post_logout_redirect_uri")]).toEqual([there.issuer, `${home}/`]);
    expect((await browser.call("GET", "/me")).status).toBe(401);
    await browser.call("POST", "/session", { login, password: once });
    expect((await browser.call("POST", "/session/sign-on/end")).body).toEqual({});
  });
});

test("a sign-on server at an address the operator did not allow is never asked", async () => {
  const ctx = city.context(system("test"));
  const config = { ...city.deployment.config, outgoingAllow: [] };
  const closed = { ...ctx, deployment: { ...city.deployment, config } };
  await expect(getProvider(closed)).rejects.toMatchObject({ code: "sign-on.away" });
});

describe("the settings", () => {
  const base = { DATA_DIR: "/tmp/none", CITY: "yunze" };
  test.each([
    ["a plain issuer elsewhere", { SIGN_ON_ISSUER: "http://id.example" }, /SIGN_ON_ISSUER=http:.*https/],
    ["a plain address of our own", { PUBLIC_URL: "http://city.example" }, /PUBLIC_URL=http:.*https/],
    ["no client", { SIGN_ON_ISSUER: "https://id.example" }, /needs SIGN_ON_CLIENT/],
    [
      "no secret",
      { SIGN_ON_ISSUER: "https://id.example", SIGN_ON_CLIENT: "c", SIGN_ON_SECRET_FILE: "/tmp/none", PUBLIC_URL: home },
      /SIGN_ON_SECRET_FILE=.*no such file/,
    ],
  ])("with %s are refused at the start", (_, env, sentence) => {
    const read = readConfig({ ...base, ...env });
    expect("faults" in read ? read.faults.join("\n") : "").toMatch(sentence);
  });
});
