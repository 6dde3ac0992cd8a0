import { readFileSync, rmSync, statSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import { officer } from "../../../testing/actors.ts";
import { openBrowser } from "../../../testing/browser.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { keepPerson } from "../../persons/person/index.ts";
import { demoKeyFile, keepStaff, type OneTimePassword, seedIdentity } from "./index.ts";

let city: TestCity;
let ctx: Context;
beforeAll(async () => {
  city = await openTestCity();
  ctx = city.context(system("start"));
});
afterAll(() => city.close());

const bearer = async (secret: string) =>
  (
    await city.app.inject({
      url: "/api/v1/departments",
      headers: { authorization: `Bearer ${secret}` },
    })
  ).statusCode;

test("the first start answers a password of each of the three administrators, and another until somebody used it", async () => {
  const first = await seedIdentity(ctx);
  const second = await seedIdentity(ctx);
  expect(first.map(({ login }) => login)).toEqual(["admin", "security", "auditor"]);
  expect(second[0]?.password).not.toBe(first[0]?.password);
  const browser = openBrowser(city);
  const enter = ({ login, password }: OneTimePassword) => browser.call("POST", "/session", { login, password });
  expect((await enter(first[0] as OneTimePassword)).status).toBe(401);
  const signedIn = await enter(second[0] as OneTimePassword);
  expect([signedIn.status, signedIn.body.mustChangePassword, signedIn.body.permissions]).toEqual([200, true, []]);
  expect((await seedIdentity(ctx)).map(({ login }) => login)).toEqual(["security", "auditor"]);
});

test("a city whose profile knows one administrator only gets a security administrator and an auditor, once", async () => {
  const old = await openTestCity();
  const { profile } = old.deployment;
  const posts = profile.posts.filter(({ role }) => role === "administrator");
  const start = old.context(system("start"));
  const older = { ...start, deployment: { ...old.deployment, profile: { ...profile, posts } } };
  const logins = async () => (await seedIdentity(older)).map(({ login, role }) => [login, role]);
  const three = [
    ["admin", "administrator"],
    ["security", "security-administrator"],
    ["auditor", "auditor"],
  ];
  expect(await logins()).toEqual(three);
  expect(await logins()).toEqual(three);
  await old.database.pool.query("UPDATE accounts SET last_sign_in_at = now() WHERE login = 'auditor'");
  expect(await logins()).toEqual(three.slice(0, 2));
  await old.close();
});

test("two processes that start at once make one city", async () => {
  const fresh = await openTestCity();
  await Promise.all([1, 2, 3].map(() => seedIdentity(fresh.context(system("start")))));
  const accounts = await fresh.database.db.selectFrom("accounts").select("login").execute();
  expect(accounts.map(({ login }) => login).sort()).toEqual(
    fresh.deployment.profile.posts.map(({ person }) => person.login).sort(),
  );
  await fresh.close();
});

test("whoever works for the demo city has a post and an account nobody signs in to; told again, nothing changes", async () => {
  const clerk = {
    ...{ login: "ou.lin", name: "欧琳", phone: "100-0000-0001", role: "handler", department: "water-company" },
    ...{ area: "", post: { zh: "云泽水务有限公司处置员", en: "Handler, Yunze Water Company" } },
  };
  expect(await keepStaff(ctx, [clerk])).toEqual(["added"]);
  expect(await keepStaff(ctx, [clerk])).toEqual(["known"]);
  const query = ctx.db.selectFrom("accounts").select(["login", "password_hash", "demo"]).where("login", "=", "ou.lin");
  expect(await query.execute()).toEqual([{ login: "ou.lin", password_hash: null, demo: true }]);
  const browser = openBrowser(city);
  expect((await browser.call("POST", "/session", { login: "ou.lin", password: "" })).status).not.toBe(200);
});

test("whoever works for the city has a portrait: the one that was kept, sealed in the vault, or an initial", async () => {
  const portrait = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80"><circle cx="40" cy="40" r="9"/></svg>';
  const clerk = {
    ...{ login: "fan.jing", name: "范静", phone: "100-0000-0002", role: "handler", department: "water-company" },
    ...{ area: "", post: { zh: "处置员", en: "Handler" } },
  };
  await keepStaff(ctx, [
    { ...clerk, portrait },
    { ...clerk, login: "wu.lei", name: "吴磊" },
  ]);
  const personOf = async (login: string): Promise<string> =>
    (await ctx.db.selectFrom("accounts").select("person_id").where("login", "=", login).executeTakeFirstOrThrow())
      .person_id;
  const ask = async (id: string) => {
    const authorization = city.signedIn(officer());
    const { statusCode, headers, body } = await city.app.inject({
      url: `/api/v1/staff/${id}/portrait`,
      headers: { authorization },
    });
    return { statusCode, type: headers["content-type"], policy: headers["content-security-policy"], body };
  };
  const drawing = { statusCode: 200, type: "image/svg+xml; charset=utf-8", policy: "default-src 'none'; sandbox" };
  expect(await ask(await personOf("fan.jing"))).toEqual({ ...drawing, body: portrait });
  const initial = await ask(await personOf("wu.lei"));
  expect(initial).toMatchObject(drawing);
  expect(initial.body).toContain(">吴</text>");
  const rows = await ctx.db.selectFrom("person_texts").select("sealed").execute();
  expect(rows.map(({ sealed }) => sealed?.includes("circle"))).toEqual([false]);
  const citizen = await keepPerson(ctx, { name: "路人" });
  expect((await ask(citizen)).statusCode).toBe(404);
  expect((await ask("not-an-id")).statusCode).toBe(400);
  expect((await city.app.inject({ url: `/api/v1/staff/${citizen}/portrait` })).statusCode).toBe(401);
});

test("the demo city's key lies in a file that only its owner reads, and opens the API", async () => {
  await seedIdentity(ctx);
  const path = demoKeyFile(ctx.deployment.directory.keys);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const secret = readFileSync(path, "utf8").trim();
  await seedIdentity(ctx);
  expect(readFileSync(path, "utf8").trim()).toBe(secret);
  expect(await bearer(secret)).toBe(200);
  rmSync(path);
  await seedIdentity(ctx);
  const next = readFileSync(path, "utf8").trim();
  expect([await bearer(secret), await bearer(next)]).toEqual([401, 200]);
});

test("where others can reach the machine there are no demo accounts, not even those made before", async () => {
  const open = await openTestCity();
  const config = { ...open.deployment.config, host: "0.0.0.0" };
  const start = open.context(system("start"));
  await seedIdentity({ ...start, deployment: { ...open.deployment, config } });
  const logins = await open.database.db.selectFrom("accounts").select("login").execute();
  expect(logins.map(({ login }) => login).sort()).toEqual(["admin", "auditor", "security"]);
  await open.close();
});
