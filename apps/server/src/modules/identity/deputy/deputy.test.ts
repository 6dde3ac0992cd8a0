import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { administrator, officer } from "../../../testing/actors.ts";
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
  const made = await city.call(administrator(), "POST", "/api/v1/accounts", { login, name, postIds: [postId(post)] });
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
