import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { officer, securityAdministrator } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { postId } from "../department/index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

interface Person {
  readonly cookie: string;
  readonly personId: string;
}

const ask = async (cookie: string, method: "GET" | "POST", url: string, body?: unknown) => {
  const response = await city.app.inject({
    method,
    url,
    headers: { cookie, "accept-language": "en" },
    ...(body === undefined ? {} : { payload: body as object }),
  });
  return { status: response.statusCode, body: response.json(), cookie: response.headers["set-cookie"] };
};

const someone = async (name: string, post: string): Promise<Person> => {
  const login = `p${randomUUID().slice(0, 8)}`;
  const made = await city.call(securityAdministrator(), "POST", "/api/v1/accounts", {
    login,
    name,
    postIds: [postId(post)],
  });
  const signed = await ask("", "POST", "/api/v1/session", { login, password: made.body.password });
  const cookie = String(signed.cookie).split(";")[0] ?? "";
  const fresh = "a much better password";
  await ask(cookie, "POST", "/api/v1/me/password", { old: made.body.password, new: fresh });
  return { cookie, personId: (await ask(cookie, "GET", "/api/v1/me")).body.personId };
};

const day = 86_400_000;
const until = (days: number) => new Date(city.clock.now().getTime() + days * day).toISOString();

test("a deputy acts in the post until its date, every act says for whom, and four eyes count both as one pair", async () => {
  const chief = await someone("周正", "duty-officer");
  const other = await someone("吴昕", "verifier");
  const candidates = (await ask(chief.cookie, "GET", "/api/v1/deputies/candidates")).body.items;
  expect(candidates.map((one: { name: string }) => one.name)).toContain("吴昕");
  const taken = await ask(other.cookie, "POST", "/api/v1/me/post", { postId: postId("duty-officer") });
  expect(taken.status, "before anybody appointed them").toBe(404);

  const appointed = await ask(chief.cookie, "POST", "/api/v1/deputies", { person: other.personId, until: until(3) });
  expect(appointed.status).toBe(201);
  const me = (await ask(other.cookie, "POST", "/api/v1/me/post", { postId: postId("duty-officer") })).body;
  expect(me).toMatchObject({ actingFor: "周正", permissions: expect.arrayContaining(["cases.file"]) });
  const onward = await ask(other.cookie, "POST", "/api/v1/deputies", { person: chief.personId, until: until(1) });
  expect(onward.body.code, "a deputy appoints no deputy").toBe("permission.missing");

  const position = [112.35, 28.85];
  const types = (await city.call(officer(), "GET", "/api/v1/case-types")).body.items;
  const report = await ask(other.cookie, "POST", "/api/v1/reports", {
    category: types[0].id,
    position,
    text: "代班上报",
  });
  expect(report.status, JSON.stringify(report.body)).toBe(201);
  await city.settle();
  const { items } = (await ask(chief.cookie, "GET", `/api/v1/cases/${report.body.caseId}/timeline`)).body;
  expect(items[0].actor).toEqual({ zh: "吴昕（代周正）", en: "吴昕 for 周正" });
  const made = await city.database.pool.query("SELECT actor_id, acted_for FROM subject_moves WHERE subject_id = $1", [
    report.body.caseId,
  ]);
  expect(made.rows[0]).toEqual({ actor_id: other.personId, acted_for: chief.personId });

  city.advance(3 * day);
  expect((await ask(other.cookie, "GET", "/api/v1/me")).status, "the time is over: the session in that post too").toBe(
    401,
  );
});

test("whoever appointed a deputy ends it at once, and nobody else does", async () => {
  const chief = await someone("郑直", "duty-officer");
  const other = await someone("王会", "verifier");
  const { body } = await ask(chief.cookie, "POST", "/api/v1/deputies", { person: other.personId, until: until(3) });
  expect((await ask(other.cookie, "POST", "/api/v1/me/post", { postId: postId("duty-officer") })).status).toBe(200);
  const end = { version: 1, facts: {} };
  expect((await ask(other.cookie, "POST", `/api/v1/deputies/${body.id}/moves/end`, end)).status).toBe(404);
  expect((await ask(chief.cookie, "POST", `/api/v1/deputies/${body.id}/moves/end`, end)).status).toBe(200);
  expect((await ask(other.cookie, "GET", "/api/v1/me")).status).toBe(401);
});

/** The account behind a person, and its version. */
const accountOf = async (personId: string): Promise<{ id: string; version: number }> => {
  const { rows } = await city.database.pool.query(
    "SELECT a.id, s.version FROM accounts a JOIN subjects s ON s.id = a.id WHERE a.person_id = $1",
    [personId],
  );
  return rows[0];
};
const manage = async (personId: string, move: string, facts: object) => {
  const { id, version } = await accountOf(personId);
  const { status, body } = await city.call(securityAdministrator(), "POST", `/api/v1/accounts/${id}/moves/${move}`, {
    version,
    facts,
  });
  expect(status, JSON.stringify(body)).toBe(200);
};
const deputed = async (chief: Person, other: Person): Promise<string> => {
  const { body } = await ask(chief.cookie, "POST", "/api/v1/deputies", { person: other.personId, until: until(3) });
  expect((await ask(other.cookie, "POST", "/api/v1/me/post", { postId: postId("duty-officer") })).status).toBe(200);
  return body.id;
};
const stageOf = async (id: string): Promise<string> => {
  const { rows } = await city.database.pool.query("SELECT stage FROM subjects WHERE id = $1", [id]);
  return rows[0].stage;
};

test.each([
  ["who appointed them is retired", "chief", "retire", { reason: "调离" }],
  ["who appointed them gives the post up", "chief", "edit", { posts: [postId("verifier")] }],
  ["they move to another department", "other", "edit", { posts: [postId("city-handler")] }],
] as const)("a deputy's time is over when %s", async (_, who, move, facts) => {
  const chief = await someone("卫国", "duty-officer");
  const other = await someone("沈静", "verifier");
  const id = await deputed(chief, other);
  await manage((who === "chief" ? chief : other).personId, move, facts);
  expect((await ask(other.cookie, "GET", "/api/v1/me")).status).toBe(401);
  await city.settle();
  expect(await stageOf(id)).toBe("ended");
});

test("who manages accounts sees everybody who acts for another, and ends it with a reason", async () => {
  const chief = await someone("韩正", "duty-officer");
  const other = await someone("杨柳", "verifier");
  const id = await deputed(chief, other);
  const { body } = await city.call(securityAdministrator(), "GET", "/api/v1/deputies/acting");
  expect(body.items).toContainEqual(expect.objectContaining({ id, of: "韩正", deputy: "杨柳", standing: true }));
  expect((await ask(chief.cookie, "GET", "/api/v1/deputies/acting")).status).toBe(403);
  const path = `/api/v1/deputies/${id}/moves/revoke`;
  expect((await ask(chief.cookie, "POST", path, { version: 1, facts: { reason: "试" } })).status).toBe(403);
  expect((await city.call(securityAdministrator(), "POST", path, { version: 1, facts: {} })).status).toBe(422);
  expect(
    (await city.call(securityAdministrator(), "POST", path, { version: 1, facts: { reason: "误授" } })).status,
  ).toBe(200);
  expect((await ask(other.cookie, "GET", "/api/v1/me")).status).toBe(401);
});

test("a stranger to the department, oneself, and half a year and more are refused", async () => {
  const chief = await someone("冯简", "duty-officer");
  const stranger = await someone("陈远", "city-handler");
  for (const [person, days, path] of [
    [stranger.personId, 1, "facts.person"],
    [chief.personId, 1, "facts.person"],
  ] as const) {
    const answer = await ask(chief.cookie, "POST", "/api/v1/deputies", { person, until: until(days) });
    expect(answer.body).toMatchObject({ status: 422, faults: [{ path }] });
  }
});
