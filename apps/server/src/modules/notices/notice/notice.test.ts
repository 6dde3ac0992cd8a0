import { defineCase, definePack, hours, metres } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Actor, type PersonActor, system } from "../../../platform/actor.ts";
import { transact } from "../../../platform/context.ts";
import { administrator, handler, officer, verifier } from "../../../testing/actors.ts";
import { withPhoto } from "../../../testing/photo.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId, postId } from "../../identity/department/index.ts";
import { noticesOf } from "../template/index.ts";
import { tellNotices } from "./index.ts";

const pothole = defineCase({
  id: "pothole",
  name: { zh: "道路破损", en: "Pothole" },
  flow: "city-case",
  handledBy: "city-management",
  clocks: {},
  files: { zh: "破损", en: "broken" },
  closes: { zh: "修复", en: "mended" },
  joins: { within: metres(5), for: hours(24) },
});
const pack = definePack({ id: "test", name: { zh: "测试", en: "Test" }, standards: [], things: [], cases: [pothole] });

let city: TestCity;
let department: string;
const duty = officer();
const checker = verifier();
let mender: ReturnType<typeof handler>;

beforeAll(async () => {
  city = await openTestCity({ packs: [pack], ground: true });
  department = departmentId("city-management");
  mender = handler(department);
});
afterAll(() => city.close());

let far = 0;
const report = async (): Promise<{ id: string; no: string }> => {
  far += 1;
  const position = [112.34 + far * 0.0012, 28.84];
  const made = await city.call(duty, "POST", "/api/v1/reports", { category: "pothole", position, text: "坑" });
  const id = made.body.caseId;
  return { id, no: (await city.call(duty, "GET", `/api/v1/cases/${id}`)).body.no };
};
const move = async (actor: PersonActor, id: string, name: string, given: Record<string, unknown> = {}) => {
  const facts = await withPhoto(city, actor, name, given);
  const { version } = (await city.call(duty, "GET", `/api/v1/cases/${id}`)).body;
  const answer = await city.call(actor, "POST", `/api/v1/cases/${id}/moves/${name}`, { version, facts });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};
const dispatched = async () => {
  const made = await report();
  await move(duty, made.id, "file", { "filing-condition": "破损" });
  await move(duty, made.id, "dispatch", { department });
  return made;
};
const told = async (actor: Actor, about: string, query = "limit=500") => {
  await city.settle();
  const { body } = await city.call(actor, "GET", `/api/v1/notices?${query}`);
  return body.items.filter((notice: { subject: { id: string } }) => notice.subject.id === about);
};
const typesTold = async (actor: Actor, about: string) =>
  (await told(actor, about)).map(({ type }: { type: string }) => type);

describe("who is told", () => {
  test("a new case is told in both languages to whoever may file it, and to nobody else", async () => {
    const { id, no } = await report();
    const [notice, ...more] = await told(duty, id);
    expect(more).toEqual([]);
    expect(notice).toMatchObject({ type: "case-to-file", subject: { kind: "case", id } });
    expect(notice.text.zh).toMatch(new RegExp(`^新案卷待立案：.*道路破损（${no}）$`));
    expect(notice.text.en).toMatch(new RegExp(`^To file: .*Pothole \\(${no}\\)$`));
    expect(await typesTold(checker, id)).toEqual([]);
    expect(await typesTold(mender, id)).toEqual([]);
    expect(await typesTold(officer({ areaPath: "elsewhere/" }), id)).toEqual([]);
  });

  test("each move tells whoever has the next one", async () => {
    const { id } = await dispatched();
    expect(await typesTold(mender, id)).toEqual(["case-to-dispose"]);
    await move(mender, id, "accept");
    await move(mender, id, "feed-back", { result: "已修" });
    expect(await typesTold(checker, id)).toEqual(["case-to-verify"]);
    await move(checker, id, "rework", { reason: "坑还在" });
    expect(await typesTold(mender, id)).toEqual(["case-to-rework", "case-to-dispose"]);
    await move(mender, id, "feed-back", { result: "又修了" });
    await move(checker, id, "verify", { "closing-condition": "修复" });
    expect(await typesTold(duty, id)).toEqual(["case-to-close", "case-to-file"]);
    await move(officer(), id, "close");
    await move(duty, id, "reopen", { reason: "又塌了" });
    expect((await typesTold(mender, id))[0]).toBe("case-reopened");
  });

  test("a department that handed a case back is not told of the next one's work", async () => {
    const { id } = await dispatched();
    await move(mender, id, "hand-back", { reason: "不归我局" });
    expect((await typesTold(duty, id))[0]).toBe("case-handed-back");
    const other = departmentId("drainage-office");
    await move(duty, id, "dispatch", { department: other });
    expect(await typesTold(handler(other), id)).toEqual(["case-to-dispose"]);
    expect(await typesTold(mender, id)).toEqual(["case-to-dispose"]);
  });

  test("who sees all departments is told only what goes to the one their post is of", async () => {
    const { profile } = city.deployment;
    const code = profile.posts.find((post) => post.id === "duty-officer")?.department ?? "";
    const { id } = await report();
    await move(duty, id, "file", { "filing-condition": "破损" });
    await move(duty, id, "dispatch", { department: departmentId(code) });
    const sits = { ...checker, postId: postId("duty-officer") };
    expect(await typesTold(sits, id)).toEqual(["case-to-dispose"]);
    expect(await typesTold(checker, id)).toEqual([]);
  });
});

describe("reading", () => {
  const read = (actor: Actor | undefined, id: string) => city.call(actor, "POST", `/api/v1/notices/${id}/read`);

  test("is one person's, counts once, and stands in the journal once", async () => {
    const { id } = await report();
    const [notice] = await told(duty, id);
    const first = await read(duty, notice.id);
    expect(first).toMatchObject({ status: 200, body: { id: notice.id, readAt: "2026-11-02T02:00:00.000Z" } });
    city.advance(60_000);
    expect((await read(duty, notice.id)).body.readAt).toBe("2026-11-02T02:00:00.000Z");
    expect((await told(officer(), id))[0].readAt).toBeUndefined();
    expect(await told(duty, id, "unread=true")).toEqual([]);
    expect((await told(duty, id, "unread=false")).map((one: { id: string }) => one.id)).toEqual([notice.id]);
    const entries = await city.database.db
      .selectFrom("journal")
      .select(["type", "actor_id", "cause_kind", "cause_id"])
      .where("subject_id", "=", notice.id)
      .orderBy("id")
      .execute();
    const cause = await city.database.db
      .selectFrom("journal")
      .select("position")
      .where("subject_id", "=", id)
      .where("type", "=", "case.reported")
      .executeTakeFirstOrThrow();
    expect(entries).toEqual([
      { type: "notice.sent", actor_id: "notices/notice.tell", cause_kind: "entry", cause_id: String(cause.position) },
      { type: "notice.read", actor_id: duty.id, cause_kind: null, cause_id: null },
    ]);
  });

  test("somebody else's notice is not there", async () => {
    const { id } = await report();
    const [notice] = await told(duty, id);
    for (const stranger of [mender, checker, officer({ areaPath: "elsewhere/" })])
      expect((await read(stranger, notice.id)).status).toBe(404);
    expect((await read(duty, "0199a0a0-0000-7000-8000-000000000001")).status).toBe(404);
    expect((await read(duty, "17")).status).toBe(400);
    expect((await told(duty, id))[0].readAt).toBeUndefined();
  });
});

test("seen again after a crash, an entry tells nothing twice", async () => {
  const { id } = await report();
  const before = await told(duty, id);
  const entry = await city.database.db
    .selectFrom("journal")
    .selectAll()
    .where("subject_id", "=", id)
    .where("type", "=", "case.reported")
    .executeTakeFirstOrThrow();
  const ctx = city.context(system("notices/notice.tell"));
  const { react } = tellNotices([...noticesOf(ctx).values()]);
  await transact(ctx, (inner) =>
    react(inner, {
      position: entry.position ?? 0,
      at: entry.at,
      type: entry.type,
      subject: { kind: entry.subject_kind, id: entry.subject_id },
      actor: { kind: entry.actor_kind, id: entry.actor_id },
      stage: entry.stage ?? undefined,
      areaPath: entry.area_path,
      departments: entry.departments,
      changes: entry.changes ?? {},
    }),
  );
  expect(await told(duty, id)).toEqual(before);
});

describe("a template", () => {
  const keeper = administrator({ permissions: ["templates.manage"] });
  const of = async (type: string) =>
    (await city.call(keeper, "GET", "/api/v1/notice-templates")).body.items.find(
      (one: { type: string }) => one.type === type,
    );
  const edit = (body: object, type = "case-to-file") =>
    city.call(keeper, "POST", `/api/v1/notice-templates/${type}`, body);
  const words = { short: { zh: "请立案：{title}", en: "Please file: {title}" } };

  test("is shown with its places, in both languages", async () => {
    const template = await of("case-late");
    expect(template).toMatchObject({ version: 0, urgent: true, on: "case.late" });
    expect(template.places.map(({ id, kind }: { id: string; kind: string }) => [id, kind])).toContainEqual([
      "due",
      "time",
    ]);
    const { body } = await city.call(keeper, "POST", "/api/v1/notice-templates/case-late/preview", template.words);
    expect(body.faults).toEqual([]);
    expect(body.words.short.zh).toBe("案卷已超期（2026-11-20 18:00）：望湖街道 · 管道堵塞（4398812026110200001）");
  });

  test("edited, tells in the new words, and what was told keeps the old ones", async () => {
    const { id: old } = await report();
    const [before] = await told(duty, old);
    expect((await edit({ ...words, version: 0 })).body).toMatchObject({ version: 1, words });
    const { id } = await report();
    expect((await told(duty, id))[0].text.zh).toMatch(/^请立案：/);
    expect((await told(duty, old))[0].text).toEqual(before.text);
    const versions = await city.call(keeper, "GET", "/api/v1/notice-templates/case-to-file/versions");
    expect(versions.body.items).toMatchObject([{ version: 1, words, by: keeper.id }]);
  });

  test("over a version that is no longer the newest is refused, and so is a place nobody fills", async () => {
    const { version } = await of("case-to-close");
    expect((await edit({ ...words, version: version + 1 }, "case-to-close")).status).toBe(409);
    const wrong = { short: { zh: "{titel}", en: "x" }, version };
    expect(await edit(wrong, "case-to-close")).toMatchObject({
      status: 422,
      body: { code: "template.invalid", faults: [{ path: "body.short.zh", code: "unknown-place" }] },
    });
    expect((await edit({ ...words, version: 0 }, "nonsense")).status).toBe(404);
    expect((await city.call(duty, "GET", "/api/v1/notice-templates")).status).toBe(403);
  });
});

test("whoever watches a case is told of its end, and no longer after they turned away", async () => {
  const watcher = officer();
  const { id } = await dispatched();
  const watch = (path: string) => city.call(watcher, "POST", `/api/v1/${path}`, { kind: "case", id });
  expect((await watch("watches")).status).toBe(200);
  expect(
    (await city.call(mender, "POST", "/api/v1/watches", { kind: "case", id: "0199a0a0-0000-7000-8000-000000000001" }))
      .status,
  ).toBe(404);
  await move(mender, id, "accept");
  await move(mender, id, "feed-back", { result: "已修" });
  await move(checker, id, "verify", { "closing-condition": "修复" });
  await move(officer(), id, "close");
  expect(await typesTold(watcher, id)).toContain("case-closed-watched");
  expect(await typesTold(duty, id)).not.toContain("case-closed-watched");
  expect((await watch("watches/end")).status).toBe(200);
});

test("pages hold each notice once, newest first", async () => {
  await city.settle();
  const seen: string[] = [];
  let next = "";
  do {
    const { body } = await city.call(duty, "GET", `/api/v1/notices?limit=3${next === "" ? "" : `&after=${next}`}`);
    seen.push(...body.items.map((one: { id: string }) => one.id));
    next = body.next ?? "";
  } while (next !== "");
  expect(seen.length).toBeGreaterThan(3);
  expect(seen).toEqual([...new Set(seen)].sort().reverse());
  expect((await city.call(duty, "GET", "/api/v1/notices?after=yesterday")).status).toBe(400);
});

test("who may not read notices is told none", async () => {
  expect((await city.call(undefined, "GET", "/api/v1/notices")).status).toBe(401);
  expect((await city.call(administrator(), "GET", "/api/v1/notices")).status).toBe(403);
});
