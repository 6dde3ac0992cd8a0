import { readFileSync, rmSync, statSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import { openBrowser } from "../../../testing/browser.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { demoKeyFile, keepStaff, seedIdentity } from "./index.ts";

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

test("the first start answers one password of one administrator, and another until somebody used it", async () => {
  const first = await seedIdentity(ctx);
  const second = await seedIdentity(ctx);
  expect(first.map(({ login }) => login)).toEqual(["admin"]);
  expect(second[0]?.password).not.toBe(first[0]?.password);
  const browser = openBrowser(city);
  expect((await browser.call("POST", "/session", { ...first[0] })).status).toBe(401);
  const signedIn = await browser.call("POST", "/session", { ...second[0] });
  expect([signedIn.status, signedIn.body.mustChangePassword, signedIn.body.permissions]).toEqual([200, true, []]);
  expect(await seedIdentity(ctx)).toEqual([]);
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
  expect(logins).toEqual([{ login: "admin" }]);
  await open.close();
});
