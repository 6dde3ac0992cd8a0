import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officer, securityAdministrator } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { findKeyStanding } from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity();
});
afterAll(() => city.close());

const register = (more: object = {}, actor = securityAdministrator()) =>
  city.call(actor, "POST", "/api/v1/keys", { name: "交通平台", scopes: ["areas.read"], ...more });
const knock = async (authorization: string) =>
  (await city.app.inject({ url: "/api/v1/departments", headers: { authorization } })).statusCode;
const list = async (actor = securityAdministrator()) => (await city.call(actor, "GET", "/api/v1/keys")).body.items;

describe("an API key", () => {
  test("opens what its scopes say; its secret is seen once and lies nowhere", async () => {
    const { status, body } = await register();
    expect(status).toBe(201);
    expect(await knock(`Bearer ${body.secret}`)).toBe(200);
    const withKey = { authorization: `Bearer ${body.secret}` };
    const forbidden = await city.app.inject({ url: "/api/v1/accounts", headers: withKey });
    expect(forbidden.statusCode).toBe(403);
    const seen = (await list()).find(({ id }: { id: string }) => id === body.id);
    expect(seen).toMatchObject({ name: "交通平台", scopes: ["areas.read"], stage: "active", version: 1 });
    expect(seen.lastUsedAt).toBeDefined();
    const rows = await city.database.pool.query("SELECT k::text FROM keys k UNION ALL SELECT j::text FROM journal j");
    expect(JSON.stringify(rows.rows)).not.toContain(body.secret);
  });

  test("retired opens nothing from that moment on, and the journal has both ends of it", async () => {
    const { body } = await register();
    const retire = { version: 1, facts: { reason: "合同到期" } };
    expect(
      (await city.call(securityAdministrator(), "POST", `/api/v1/keys/${body.id}/moves/retire`, retire)).status,
    ).toBe(200);
    expect(await knock(`Bearer ${body.secret}`)).toBe(401);
    const entries = await city.database.db
      .selectFrom("journal")
      .select(["type", "changes"])
      .where("subject_id", "=", body.id)
      .orderBy("id")
      .execute();
    expect(entries).toEqual([
      {
        type: "key.registered",
        changes: { name: "交通平台", scopes: ["areas.read"], endsAt: expect.stringMatching(/^20/) },
      },
      { type: "key.retired", changes: { reason: "合同到期" } },
    ]);
  });

  test("opens nothing once it has ended, neither itself nor by a pass", async () => {
    const { body } = await register({ days: 1 });
    expect(await knock(`Bearer ${body.secret}`)).toBe(200);
    await city.database.pool.query("UPDATE keys SET ends_at = now() - interval '1 second' WHERE id = $1", [body.id]);
    expect(await knock(`Bearer ${body.secret}`)).toBe(401);
    expect(await findKeyStanding(city.context(securityAdministrator()), body.id)).toBeUndefined();
    expect((await list()).find(({ id }: { id: string }) => id === body.id)).toMatchObject({ ended: true });
  });

  test.each([
    ["that manages accounts", { scopes: ["accounts.manage"] }, 400],
    ["that makes keys", { scopes: ["areas.read", "keys.manage"] }, 400],
    ["that sees persons in plain", { scopes: ["persons.unmask"] }, 400],
    ["that breaks the glass", { scopes: ["journal.guard"] }, 400],
    ["that lasts for ever", { days: 10_000 }, 400],
    ["with a scope that isn't there", { scopes: ["everything.do"] }, 400],
    ["without scopes", { scopes: [] }, 400],
    ["without a name", { name: "" }, 400],
    ["for an area that ends within a code", { areaPath: "43" }, 400],
  ])("%s is not made", async (_, more, status) => {
    expect((await register(more)).status).toBe(status);
  });

  test("is made and seen by who may, within their area", async () => {
    expect((await register({}, officer())).status).toBe(403);
    expect((await city.call(undefined, "GET", "/api/v1/keys")).status).toBe(401);
    const local = securityAdministrator({ areaPath: "4398/439881/" });
    expect((await register({ areaPath: "4398/" }, local)).status).toBe(404);
    const { body } = await register({ areaPath: "4398/439881/439881001/" }, local);
    expect((await list(local)).map(({ id }: { id: string }) => id)).toEqual([body.id]);
    const elsewhere = securityAdministrator({ areaPath: "4398/439882/" });
    const retire = { version: 1, facts: { reason: "x" } };
    expect(await list(elsewhere)).toEqual([]);
    expect((await city.call(elsewhere, "POST", `/api/v1/keys/${body.id}/moves/retire`, retire)).status).toBe(404);
  });

  test.each([
    ["Bearer cyk_"],
    ["Bearer"],
    ["Bearer x"],
    ["Basic YTpi"],
    [`Bearer cyk_${"A".repeat(5_000)}`],
    ["cyk_x"],
  ])("that is rubbish (%.20s) opens nothing", async (authorization) => {
    expect(await knock(authorization)).toBe(401);
  });
});
