import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { officer, securityAdministrator } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId, postId } from "../department/index.ts";
import { seedIdentity } from "../first-start/index.ts";

let city: TestCity;
let caseId: string;
let street: string;
const security = securityAdministrator();

beforeAll(async () => {
  city = await openTestCity({ ground: true });
  await seedIdentity(city.context(system("start")));
  const { body } = await city.call(officer(), "POST", "/api/v1/reports", {
    category: "drain-blockage",
    position: [112.352, 28.848],
    text: "井口冒水",
  });
  caseId = body.caseId;
  street = (
    await city.database.db.selectFrom("subjects").select("area_path").where("id", "=", caseId).executeTakeFirstOrThrow()
  ).area_path;
});
afterAll(() => city.close());

const register = async (postIds: string[]) =>
  (
    await city.call(security, "POST", "/api/v1/accounts", {
      login: `e${randomUUID().slice(0, 9)}`,
      name: "某人",
      postIds,
    })
  ).body.id as string;
const use = (id: string) => city.database.pool.query("UPDATE accounts SET must_change = false WHERE id = $1", [id]);
const ask = async (id: string, query: string, by = security) =>
  city.call(by, "GET", `/api/v1/accounts/${id}/access?${query}`);
const sayings = (found: { en: string }[]) => found.map(({ en }) => en);

test("a duty officer can file: by the role of the post, in the whole city, whatever the department", async () => {
  const id = await register([postId("duty-officer")]);
  await use(id);
  const { body } = await ask(id, `permission=cases.file&subject=${caseId}`);
  expect(body.may).toBe(true);
  expect(sayings(body.ways[0].because)).toEqual([
    expect.stringMatching(/by its role, Duty officer/),
    expect.stringMatching(/the whole city, holds/),
    "The role sees the subjects of all departments.",
  ]);
  expect(body.ways[0].missing).toEqual([]);
});

test("what is missing is named: the role with those that have it, the area, the department, the first password", async () => {
  const elsewhere = {
    name: { zh: "岗", en: "Elsewhere" },
    departmentId: departmentId("city-management"),
    areaPath: "9999/",
  };
  const post = (await city.call(security, "POST", "/api/v1/posts", { ...elsewhere, role: "handler" })).body;
  const id = await register([post.id]);
  const { body } = await ask(id, `permission=cases.file&subject=${caseId}`);
  expect(body.may).toBe(false);
  expect(sayings(body.ways[0].missing)).toEqual([
    expect.stringMatching(/a Handler's, which does not have it; these do: Duty officer/),
    expect.stringMatching(/not within the post's area, 9999/),
    expect.stringMatching(/its own department's subjects only/),
  ]);
  const first = await ask(id, "permission=tasks.own");
  expect([first.body.may, sayings(first.body.ways[0].missing)]).toEqual([
    false,
    ["The one-time password has to be changed first."],
  ]);
});

test("of a move it says what stands in its way in the words of “why can't I?”", async () => {
  const id = await register([postId("duty-officer")]);
  await use(id);
  expect((await ask(id, `move=file&subject=${caseId}`)).body).toMatchObject({ permission: "cases.file", may: true });
  const { body } = await ask(id, `move=close&subject=${caseId}`);
  expect([body.may, sayings(body.ways[0].missing)]).toEqual([
    false,
    [expect.stringMatching(/^Only from these stages/)],
  ]);
  expect((await ask(id, `move=crown&subject=${caseId}`)).status).toBe(400);
});

test("as a deputy somebody can what the post can, until the moment named", async () => {
  const id = await register([postId("city-handler")]);
  await use(id);
  const { rows } = await city.database.pool.query("SELECT person_id FROM accounts WHERE id = $1", [id]);
  const other = await register([postId("drainage-handler")]);
  const others = await city.database.pool.query("SELECT person_id FROM accounts WHERE id = $1", [other]);
  const own = {
    name: { zh: "岗", en: "Own" },
    role: "handler",
    departmentId: departmentId("drainage-office"),
    areaPath: street,
  };
  const shared = (await city.call(security, "POST", "/api/v1/posts", own)).body;
  await city.database.pool.query("UPDATE accounts SET post_ids = $2 WHERE id = $1", [id, [shared.id]]);
  await city.database.pool.query(
    "INSERT INTO deputies (id, post_id, person_id, deputy_id, until_at) VALUES (gen_random_uuid(), $1, $2, $3, '2026-11-20T04:00:00Z')",
    [postId("drainage-handler"), others.rows[0].person_id, rows[0].person_id],
  );
  const { body } = await ask(id, "permission=tasks.own");
  const [, acting] = body.ways;
  expect(acting).toMatchObject({ actingFor: "某人", until: "2026-11-20T04:00:00.000Z", may: true });
  expect(sayings(acting.because)[0]).toBe("As the deputy of 某人, until 2026-11-20 12:00.");
});

test("a key is explained by its scopes, its area and its end", async () => {
  const { body } = await city.call(security, "POST", "/api/v1/keys", {
    name: "平台",
    scopes: ["cases.read"],
    areaPath: street,
  });
  const of = async (query: string) =>
    (await city.call(security, "GET", `/api/v1/keys/${body.id}/access?${query}`)).body;
  expect(await of(`permission=cases.read&subject=${caseId}`)).toMatchObject({
    may: true,
    ways: [{ key: "平台", missing: [] }],
  });
  expect((await of("permission=cases.file")).may).toBe(false);
});

test("who may not see accounts is told nothing of others, and of oneself everybody is", async () => {
  const id = await register([postId("verifier")]);
  expect((await ask(id, "permission=cases.file", officer())).status).toBe(403);
  expect((await ask(id, "permission=cases.file", securityAdministrator({ areaPath: "9999/" }))).status).toBe(404);
  expect((await ask(id, `permission=cases.file&subject=${randomUUID()}`)).status).toBe(404);
  expect((await ask(id, "")).status).toBe(400);
  const retired = { version: 1, facts: { reason: "离职" } };
  await city.call(security, "POST", `/api/v1/accounts/${id}/moves/retire`, retired);
  expect((await ask(id, "permission=cases.verify")).body).toMatchObject({
    may: false,
    notes: [{ en: "The account is retired: nobody signs in to it." }],
  });
});
