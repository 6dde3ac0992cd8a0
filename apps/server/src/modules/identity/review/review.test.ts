import { afterAll, beforeAll, expect, test } from "vitest";
import { type PersonActor, system } from "../../../platform/actor.ts";
import { auditor, officer, securityAdministrator } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId, postId } from "../department/index.ts";
import { seedIdentity } from "../first-start/index.ts";
import { beginDue } from "./begin.ts";

let city: TestCity;
const security = securityAdministrator();
const audit = auditor();
const yearMs = 366 * 86_400_000;

beforeAll(async () => {
  city = await openTestCity();
  await seedIdentity(city.context(system("start")));
});
afterAll(() => city.close());

const begin = () => beginDue(city.context(system("test")));
const list = async (by: PersonActor = security) => (await city.call(by, "GET", "/api/v1/access-reviews")).body.items;
const open = async (of: string, by: PersonActor = security) => {
  const found = (await list(by)).find(
    (one: { of: { en: string }; stage: string }) => one.of.en === of && one.stage === "due",
  );
  return (await city.call(by, "GET", `/api/v1/access-reviews/${found.id}`)).body;
};
type Item = { accountId: string; postId: string; login: string; own: boolean };
const decide = (id: string, item: Pick<Item, "accountId" | "postId">, decision: string, by: PersonActor = security) =>
  city.call(by, "POST", `/api/v1/access-reviews/${id}/decisions`, {
    accountId: item.accountId,
    postId: item.postId,
    decision,
    reason: "年度复核",
  });
const finish = (id: string, by: PersonActor = security) =>
  city.call(by, "POST", `/api/v1/access-reviews/${id}/moves/finish`, { version: 1 });
const find = async (login: string) =>
  (await city.call(security, "GET", "/api/v1/accounts?limit=500")).body.items.find(
    (one: { login: string }) => one.login === login,
  );

test("a year after its first account the city begins a review for each department with people and each administrator", async () => {
  expect(await begin()).toBe(0);
  city.advance(yearMs);
  const begun = await begin();
  expect(begun).toBeGreaterThan(3);
  expect(await begin()).toBe(0);
  const names = (await list()).map(({ of }: { of: { en: string } }) => of.en);
  expect(names).toEqual(expect.arrayContaining(["System administrator", "Security administrator", "Auditor"]));
  await city.settle();
  const type = "access-review-begun";
  expect(await city.database.db.selectFrom("notices").select("id").where("type", "=", type).execute()).toHaveLength(
    begun,
  );
});

test("a security administrator keeps and takes away: the last post retires the account, and the entry is the certificate", async () => {
  const login = "left.long.ago";
  const made = await city.call(security, "POST", "/api/v1/accounts", {
    login,
    name: "调走的人",
    postIds: [postId("city-handler"), postId("drainage-handler")],
  });
  city.advance(yearMs);
  await begin();
  const reviews = await list();
  const { rows } = await city.database.pool.query("SELECT review_id FROM access_review_items WHERE account_id = $1", [
    made.body.id,
  ]);
  expect(rows).toHaveLength(2);
  for (const { review_id: id } of rows) {
    const { list: items } = (await city.call(security, "GET", `/api/v1/access-reviews/${id}`)).body;
    expect((await finish(id)).body.code).toBe("access-review.items-left");
    for (const item of items as Item[])
      expect((await decide(id, item, item.login === login ? "taken" : "kept")).status).toBe(204);
    const [first] = items;
    expect((await decide(id, first, "kept")).body.code).toBe("access-review.decided");
    expect((await finish(id)).status).toBe(200);
    const entry = await city.database.db
      .selectFrom("journal")
      .select("changes")
      .where("subject_id", "=", id)
      .where("type", "=", "access-review.finished")
      .executeTakeFirstOrThrow();
    expect(entry.changes).toMatchObject({ kept: items.length - 1, taken: 1 });
    expect((entry.changes as { decisions: unknown[] }).decisions).toHaveLength(items.length);
  }
  expect(reviews.length).toBeGreaterThan(0);
  expect((await find(login)).stage).toBe("retired");
});

test("the security administrators' is the auditor's, the others' is not; an administrator's post is asked for", async () => {
  const theirs = await open("Security administrator", audit);
  const [item] = theirs.list as Item[];
  if (item === undefined) throw new Error("nobody is a security administrator");
  expect((await decide(theirs.id, item, "kept")).body.code).toBe("access-review.not-yours");
  expect((await decide(theirs.id, item, "kept", audit)).status).toBe(204);
  expect(theirs.keys).toEqual(expect.any(Array));
  const auditors = await open("Auditor");
  const one = (auditors.list as Item[]).find(({ login }) => login === "auditor");
  if (one === undefined) throw new Error("nobody is an auditor");
  expect((await decide(auditors.id, one, "kept", audit)).body.code).toBe("access-review.not-yours");
  expect((await decide(auditors.id, one, "taken")).status).toBe(204);
  const [asked] = (await city.call(security, "GET", "/api/v1/account-requests")).body.items;
  expect(asked).toMatchObject({ login: "auditor", what: "retire", stage: "asked", mine: true });
  const approve = (by: PersonActor) =>
    city.call(by, "POST", `/api/v1/account-requests/${asked.id}/moves/approve`, { version: 1 });
  expect((await approve(security)).body.code).toBe("subject.four-eyes");
  expect((await approve(securityAdministrator())).body.code).toBe("account.last-administrator");
});

test("a leader reviews the own department alone, and nobody the own posts", async () => {
  const desk = departmentId("operation-centre");
  const post = { name: { zh: "指挥长", en: "Leader" }, role: "leader", departmentId: desk, areaPath: "" };
  const made = (await city.call(security, "POST", "/api/v1/posts", post)).body;
  const { body } = await city.call(security, "POST", "/api/v1/accounts", {
    login: "chief",
    name: "指挥长",
    postIds: [made.id],
  });
  const { rows } = await city.database.pool.query("SELECT person_id FROM accounts WHERE id = $1", [body.id]);
  city.advance(yearMs);
  await begin();
  const leader: PersonActor = {
    ...officer({ id: rows[0].person_id, permissions: ["access.review"] }),
    postId: made.id,
  };
  const reviews = await list(leader);
  const own = reviews.filter(({ mine, stage }: { mine: boolean; stage: string }) => mine && stage === "due");
  expect(new Set(own.map(({ of }: { of: { en: string } }) => of.en)).size).toBe(1);
  const detail = (await city.call(leader, "GET", `/api/v1/access-reviews/${own[0].id}`)).body;
  const self = detail.list.find((item: Item) => item.own);
  expect((await decide(own[0].id, self, "kept", leader)).body.code).toBe("access-review.own");
  const other = detail.list.find((item: Item) => !item.own);
  expect((await decide(own[0].id, other, "kept", leader)).status).toBe(204);
  expect((await city.call(officer(), "GET", "/api/v1/access-reviews")).status).toBe(403);
});

test("one that is not finished within thirty days is told once, lists what is left, and is a file", async () => {
  const late = async () =>
    (await city.database.db.selectFrom("notices").select("id").where("type", "=", "access-review-overdue").execute())
      .length;
  city.advance(31 * 86_400_000);
  await city.workOff();
  const first = await late();
  expect(first).toBeGreaterThan(0);
  await city.workOff();
  expect(await late()).toBe(first);
  const review = (await list()).find(({ isLate }: { isLate: boolean }) => isLate);
  expect(review.left).toBeGreaterThan(0);
  const csv = (await city.raw(security, `/api/v1/access-reviews/${review.id}/export.csv?language=en`)).toString("utf8");
  expect(csv).toContain("Name,Account,Post,Department");
  const xlsx = await city.raw(security, `/api/v1/access-reviews/${review.id}/export.xlsx`);
  expect(xlsx.subarray(0, 2).toString()).toBe("PK");
});
