import { randomBytes, randomUUID } from "node:crypto";
import { writeReportNo } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor, KeyActor } from "../../../platform/actor.ts";
import { handler, officer, verifier } from "../../../testing/actors.ts";
import { copyRows } from "../../../testing/copies.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId } from "../../identity/department/index.ts";

let city: TestCity;
const duty = officer({ permissions: ["persons.read", "persons.record"] });
const crew = () => handler(departmentId(city.deployment.profile.departments[0]?.code ?? ""));
/** Another system: its key reports, and no more. */
const integrator = (): KeyActor => ({
  kind: "key",
  id: randomUUID(),
  permissions: new Set(["reports.create"]),
  areaPath: "",
  departments: "all",
});
beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

let places = 0;
/** A place of its own for each test: far enough from the others that nothing joins or looks alike. */
const newPlace = (): [number, number] => {
  places += 1;
  return [112.3392 + (places % 6) * 0.0035, 28.839 + Math.floor(places / 6) * 0.0035];
};
const said = (more: object = {}) => ({
  category: "road-waterlogging",
  position: newPlace(),
  text: "路上积水",
  ...more,
});
const take = (body: object, actor: Actor = duty) => city.call(actor, "POST", "/api/v1/reports", body);

describe("what the desk is told", () => {
  test("of a place out of their area is refused, though an open case lies there to be joined", async () => {
    const position: [number, number] = [112.35, 28.8475];
    const { body } = await take(said({ position }));
    const { items } = (await city.call(duty, "GET", "/api/v1/areas")).body;
    const { rows } = await city.database.pool.query("SELECT area_path FROM cases WHERE id = $1", [body.caseId]);
    const [elsewhere] = items.filter(
      ({ path, level }: { path: string; level: number }) => level === 3 && !rows[0].area_path.startsWith(path),
    );
    const answer = await take(said({ position }), officer({ areaPath: elsewhere.path }));
    expect([answer.status, answer.body.code, answer.body.caseNo]).toEqual([404, "subject.not-found", undefined]);
  });

  test("at swapped coordinates is asked about, with the place it would be", async () => {
    const { status, body } = await take(said({ position: [28.845, 112.35] }));
    expect([status, body.code, body.faults[0]]).toMatchObject([
      422,
      "report.swapped-place",
      { path: "body.position", text: "112.35, 28.845?" },
    ]);
  });

  test.each([
    ["2026-11-02T08:30", "report.no-zone"],
    ["2026-11-02 08:30", "report.no-zone"],
    ["2026-11-02", "report.no-zone"],
    ["昨天早上", "report.no-time"],
    ["2026-11-03T08:30:00+08:00", "report.in-future"],
  ])("with the time %s is sent back as %s, and nothing is kept", async (happenedAt, code) => {
    const before = await countReports();
    expect((await take(said({ happenedAt }))).body.code).toBe(code);
    expect(await countReports()).toBe(before);
  });

  test("of a category nobody knows is sent back with what was written, and nothing is kept", async () => {
    const before = await countReports();
    const { status, body } = await take(said({ category: "道路塌陷" }));
    expect([status, body.code, body.faults]).toEqual([
      422,
      "report.no-category",
      [{ path: "body.category", code: "unknown", text: "道路塌陷" }],
    ]);
    expect(body.title).toMatch(/类别|category/);
    expect(await countReports()).toBe(before);
  });

  test("with a zone in its time it is the same moment everywhere", async () => {
    const { body } = await take(said({ happenedAt: "2026-11-02T08:30:00+08:00" }));
    const { reportList } = (await city.call(duty, "GET", `/api/v1/cases/${body.caseId}`)).body;
    expect(reportList[0]).toMatchObject({ happenedAt: "2026-11-02T00:30:00.000Z", no: body.no });
  });

  test("twice under one key counts once; another sender's same key is another report", async () => {
    const body = said({ key: "phone-7-call-0001" });
    const made = await Promise.all([take(body), take(body), take(body)]);
    expect(new Set(made.map((answer) => answer.body.no)).size).toBe(1);
    const other = await take(body, officer());
    expect(other.body).toMatchObject({ opened: false, caseId: made[0]?.body.caseId });
    expect(other.body.no).not.toBe(made[0]?.body.no);
  });

  test("by another system is of channel api, whatever it calls itself", async () => {
    const { body } = await take(said({ channel: "field" }), integrator());
    const { reportList } = (await city.call(duty, "GET", `/api/v1/cases/${body.caseId}`)).body;
    expect(reportList).toMatchObject([{ channel: "api" }]);
  });
});

describe("the same problem told twice", () => {
  test("is proposed with its reasons; the officer says it is the same and it joins", async () => {
    const [x, y] = newPlace();
    const first = await take(said({ position: [x, y], text: "建设路桥洞积水很深，车过不去" }));
    const asked = { position: [x + 0.0005, y], category: "drain-blockage", text: "桥洞底下积水，车都过不去了" };
    const { body } = await city.call(duty, "POST", "/api/v1/reports/similar", asked);
    const found = body.items.find((one: { caseId: string }) => one.caseId === first.body.caseId);
    expect(found.reasons.map(({ zh }: { zh: string }) => zh)).toEqual(["相距 49 米", "不到 1 小时前上报", "描述相近"]);
    const joined = await take(said({ ...asked, joins: first.body.caseId }));
    expect(joined.body).toMatchObject({ opened: false, caseId: first.body.caseId });
  });

  test("but not the same, says the officer: then it is a case of its own, though the category's data would join it", async () => {
    const position = newPlace();
    const first = await take(said({ position }));
    const second = await take(said({ position, notSameAs: [first.body.caseId] }));
    expect(second.body.opened).toBe(true);
    expect(second.body.caseNo).not.toBe(first.body.caseNo);
  });

  test("joins nothing that nobody chose: the desk is asked, the near case named, and nothing is kept", async () => {
    const position = newPlace();
    const first = await take(said({ position }));
    const before = await countReports();
    const told = said({ position, near: "ask", direct: { filingCondition: "1" } });
    const asked = await take(told);
    expect([asked.status, asked.body.code]).toEqual([409, "report.same-near"]);
    expect(asked.body.faults).toMatchObject([{ path: "body.joins", text: expect.stringContaining(first.body.caseNo) }]);
    expect(await countReports()).toBe(before);
    const unchanged = await city.call(duty, "GET", `/api/v1/cases/${first.body.caseId}`);
    expect(unchanged.body).toMatchObject({ stage: "reported", reports: 1 });
    const apart = await take({ ...told, near: "apart" });
    expect(apart.body).toMatchObject({ opened: true, dispatched: true });
    const joined = await take({ ...said({ position, near: "ask" }), joins: first.body.caseId });
    expect(joined.body).toMatchObject({ opened: false, caseId: first.body.caseId });
  });

  test("and asked for is a case of its own where none is near, or the one that is was looked at", async () => {
    const position = newPlace();
    const first = await take(said({ position, near: "ask" }));
    expect(first.body.opened).toBe(true);
    const second = await take(said({ position, near: "ask", notSameAs: [first.body.caseId] }));
    expect(second.body.opened).toBe(true);
  });

  test("a manhole lid without a thing is asked about by what was put before the officer as likely the same", async () => {
    const position = newPlace();
    const lid = (more: object = {}) => ({ category: "manhole-lid", text: "井盖没了", position, ...more });
    const first = await take(lid());
    const { items } = (await city.call(duty, "POST", "/api/v1/reports/similar", lid())).body;
    expect(items.map((one: { caseId: string; likely: boolean }) => [one.caseId, one.likely])).toContainEqual([
      first.body.caseId,
      true,
    ]);
    const before = await countReports();
    const asked = await take(lid({ near: "ask" }));
    expect([asked.status, asked.body.code]).toEqual([409, "report.same-near"]);
    expect(asked.body.faults.map(({ text }: { text: string }) => text)).toEqual([
      expect.stringMatching(new RegExp(`^${first.body.caseNo} · 0 m · [^\\p{Script=Han}]+$`, "u")),
    ]);
    expect(await countReports()).toBe(before);
    const looked = await take(lid({ near: "ask", notSameAs: [first.body.caseId] }));
    const apart = await take(lid({ near: "apart" }));
    expect([looked.body.opened, apart.body.opened]).toEqual([true, true]);
    const inField = await take(lid({ near: "ask", channel: "field" }));
    expect(inField.body.code).toBe("report.same-near");
  });

  test("another kind of problem in the same place is neither called likely the same nor asked about", async () => {
    const position = newPlace();
    const first = await take({ category: "manhole-lid", text: "井盖没了", position });
    const told = { category: "drain-blockage", text: "垃圾堵住了", position };
    const { items } = (await city.call(duty, "POST", "/api/v1/reports/similar", told)).body;
    const found = items.find((one: { caseId: string }) => one.caseId === first.body.caseId);
    expect(found).toMatchObject({ metres: 0, likely: false });
    expect((await take({ ...told, near: "ask" })).body.opened).toBe(true);
  });

  test("joining a case that was closed a moment ago is said so, and nothing is kept", async () => {
    const first = await take(said());
    await city.call(duty, "POST", `/api/v1/cases/${first.body.caseId}/moves/void`, {
      version: 1,
      facts: { reason: "误报" },
    });
    const before = await countReports();
    expect((await take(said({ joins: first.body.caseId }))).body.code).toBe("report.closed");
    expect(await countReports()).toBe(before);
  });

  test("cases out of the asker's area are not proposed", async () => {
    const { body } = await city.call(duty, "GET", "/api/v1/areas");
    const streets = body.items.filter((area: { level: number }) => area.level === 3);
    const position: [number, number] = [112.35, 28.8475];
    const first = await take(said({ position }));
    const seen = await Promise.all(
      streets.map(async (street: { path: string }) => {
        const asker = officer({ areaPath: street.path });
        const answer = await city.call(asker, "POST", "/api/v1/reports/similar", { position });
        return answer.body.items.some((one: { caseId: string }) => one.caseId === first.body.caseId);
      }),
    );
    expect(seen.filter(Boolean)).toHaveLength(1);
  });
});

describe("the same problem of which the first report still waits", () => {
  /** A citizen's own words, by no picture: it waits at the desk. */
  const write = async (position: [number, number], words: string): Promise<{ id: string; no: string }> => {
    const token = randomBytes(32).toString("base64url");
    const sent = await city.app.inject({
      method: "POST",
      url: "/api/v1/public/reports",
      payload: { token, position, words },
    });
    const { items } = (await city.call(duty, "GET", "/api/v1/reports/waiting")).body;
    return items.find(({ no }: { no: string }) => no === sent.json().no);
  };
  const call = (position: [number, number], more: object = {}) => ({
    category: "manhole-lid",
    text: "南门街那边井盖翻开了",
    position,
    near: "ask",
    ...more,
  });
  const near = async (position: [number, number], actor: Actor = duty, more: object = {}) =>
    (await city.call(actor, "POST", "/api/v1/reports/similar", { position, text: "南门街那边井盖翻开了", ...more }))
      .body.waiting;

  test("is put before the officer with its words and why, and of nothing else in the street", async () => {
    const position = newPlace();
    const first = await write(position, "井盖翻开了，旁边是学校");
    const lamp = await write(position, "晚上黑灯瞎火");
    const listed = await near(position, duty, { category: "manhole-lid" });
    const [likely] = listed;
    expect(likely).toMatchObject({
      id: first.id,
      no: first.no,
      text: "井盖翻开了，旁边是学校",
      metres: 0,
      likely: true,
    });
    expect(likely.reasons.map(({ zh }: { zh: string }) => zh)).toContain("描述相近");
    expect(listed.find(({ id }: { id: string }) => id === lamp.id).likely).toBe(false);
    expect((await near(position, duty, { waiting: first.id })).map(({ id }: { id: string }) => id)).toEqual([lamp.id]);
    expect(await near(position, verifier())).toEqual([]);
    const { items } = (await city.call(duty, "GET", "/api/v1/areas")).body;
    const { rows } = await city.database.pool.query("SELECT area_path FROM reports WHERE id = $1", [first.id]);
    const other = items.find(
      ({ path, level }: { path: string; level: number }) => level === 3 && !rows[0].area_path.startsWith(path),
    );
    expect(await near(position, officer({ areaPath: other.path }))).toEqual([]);
  });

  test("is asked about, taken with the call into one case in one step, and both keep their numbers", async () => {
    const position = newPlace();
    const first = await write(position, "井盖翻开了，旁边是学校");
    const before = await countReports();
    const asked = await take(call(position));
    expect([asked.status, asked.body.code]).toEqual([409, "report.same-near"]);
    expect(asked.body.faults).toMatchObject([
      { path: "body.together", text: expect.stringContaining(writeReportNo(first.no)) },
    ]);
    expect(await countReports()).toBe(before);
    const made = await take(call(position, { together: [first.id] }));
    expect(made.body).toMatchObject({ opened: true });
    const { reports, reportList } = (await city.call(duty, "GET", `/api/v1/cases/${made.body.caseId}`)).body;
    expect([reports, reportList.map(({ no }: { no: string }) => no).sort()]).toEqual([
      2,
      [first.no, made.body.no].sort(),
    ]);
    expect(reportList.find(({ no }: { no: string }) => no === first.no)).toMatchObject({
      channel: "citizen",
      text: { zh: "井盖翻开了，旁边是学校" },
    });
    const again = await take(call(position, { near: "apart", together: [first.id] }));
    expect([again.status, again.body.code]).toEqual([409, "subject.wrong-stage"]);
  });

  test("is not asked about once it was looked at, nor of who walks the streets", async () => {
    const position = newPlace();
    const first = await write(position, "井盖翻开了，旁边是学校");
    expect((await take(call(position, { notSameAs: [first.id] }))).body.opened).toBe(true);
    const elsewhere = newPlace();
    await write(elsewhere, "井盖翻开了，旁边是学校");
    expect((await take(call(elsewhere, { channel: "field" }))).body.opened).toBe(true);
  });

  test("joins the case it belongs to without being asked its category; without either it is sent back", async () => {
    const position = newPlace();
    const opened = await take(call(position, { near: "apart" }));
    const waiting = await write(position, "路边的盖子没了");
    const merging = { position, text: "–", waiting: waiting.id };
    expect(await take(merging)).toMatchObject({ status: 400, body: { faults: [{ path: "body.category" }] } });
    const joined = await take({ ...merging, joins: opened.body.caseId });
    expect(joined.body).toMatchObject({ no: waiting.no, caseId: opened.body.caseId, opened: false });
    const { rows } = await city.database.pool.query("SELECT category FROM reports WHERE id = $1", [waiting.id]);
    expect(rows).toEqual([{ category: "manhole-lid" }]);
  });
});

describe("a caller", () => {
  const finder = officer({ permissions: ["persons.read"] });
  const walker = officer();
  /** All calls of these are about one place, and none is asked about the others. */
  const place = { category: "storm-tide", position: [112.35, 28.8475], text: "来电", near: "apart" };
  const called = (more: object) => ({ ...place, ...more });

  test("known by their number alone need not be named again; somebody unknown must be", async () => {
    const phone = "13970001234";
    const named = await take(called({ reporter: { name: "贺水生", phone } }));
    expect(named.status).toBe(201);
    const again = await take(called({ reporter: { phone: "139 7000 1234" } }), finder);
    expect(again.status, JSON.stringify(again.body)).toBe(201);
    const { rows } = await city.database.pool.query(
      "SELECT count(DISTINCT reporter_id)::int AS n FROM reports WHERE id = ANY ($1)",
      [[named.body.id, again.body.id]],
    );
    expect(rows).toEqual([{ n: 1 }]);
    const unknown = await take(called({ reporter: { phone: "13970009999" } }), finder);
    expect(unknown).toMatchObject({ status: 422, body: { code: "report.unnamed-caller" } });
    expect((await take(called({ reporter: {} }))).status).toBe(400);
  });

  test("who may not find persons learns of no number whether it is known, and reports with number and name", async () => {
    const phone = "13970005678";
    expect((await take(called({ reporter: { name: "钱一", phone } }))).status).toBe(201);
    const nowhere = "0198f000-0000-7000-8000-000000000000";
    const ask = (number: string) => take(called({ reporter: { phone: number }, joins: nowhere }), walker);
    const [known, unknown] = [await ask(phone), await ask("13970008765")];
    expect(known).toMatchObject({ status: 422, body: { code: "report.unnamed-caller" } });
    expect({ ...known.body, requestId: "" }).toEqual({ ...unknown.body, requestId: "" });
    expect((await take(called({ reporter: { name: "钱一", phone } }), walker)).status).toBe(201);
  });

  test("who may find persons leaves a trace with the one found, though the report comes to nothing", async () => {
    const phone = "13970004321";
    await take(called({ reporter: { name: "孙二", phone } }));
    const nowhere = "0198f000-0000-7000-8000-000000000000";
    const failed = await take(called({ reporter: { phone }, joins: nowhere }), finder);
    expect(failed.status).toBe(404);
    const { items } = (await city.call(finder, "POST", "/api/v1/persons/search", { phone })).body;
    const looks = (await city.call(finder, "GET", `/api/v1/persons/${items[0].id}/looks`)).body.items;
    expect(looks.map(({ how }: { how: string }) => how)).toEqual(["found", "found"]);
    // Under a key the look would be undone with the report: there a name is asked.
    const keyed = await city.app.inject({
      method: "POST",
      url: "/api/v1/reports",
      headers: { authorization: city.signedIn(finder), "idempotency-key": "desk-probe-1" },
      payload: called({ reporter: { phone } }),
    });
    expect(keyed.json()).toMatchObject({ code: "report.unnamed-caller" });
  });
});

describe("three ways out of a call", () => {
  test("urgent: filed and dispatched in one go, to whom the rules name", async () => {
    const { body } = await take(said({ direct: { filingCondition: "1" } }));
    expect(body).toMatchObject({ opened: true, dispatched: true });
    const found = (await city.call(duty, "GET", `/api/v1/cases/${body.caseId}`)).body;
    expect(found).toMatchObject({
      stage: "dispatched",
      facts: { "filing-condition": "积水面积超过 100 m² 且深度超过 15 cm" },
    });
    expect(found.departmentId).toBe(found.facts.department);
    expect(body.dispatchedTo).toEqual(found.departmentName);
  });

  test("urgent, by who may not dispatch: refused, and no case is left behind", async () => {
    const before = await countReports();
    const clerk = integrator();
    expect((await take(said({ direct: { filingCondition: "x" } }), clerk)).status).toBe(403);
    expect(await countReports()).toBe(before);
  });

  test("advice: answered on the spot, kept in the vault, no case", async () => {
    const { status, body } = await city.call(duty, "POST", "/api/v1/reports/advice", {
      text: "社保卡丢了怎么办",
      answer: "可拨打 12333 挂失",
      connectedTo: "12333",
      reporter: { name: "赵六", phone: "13711112222" },
    });
    expect(status).toBe(201);
    await city.settle();
    const { rows } = await city.database.pool.query("SELECT r::text AS row FROM reports r WHERE no = $1", [body.no]);
    expect(rows[0].row).not.toContain("社保卡");
    const { body: callers } = await city.call(duty, "POST", "/api/v1/reports/callers", { phone: "137 1111 2222" });
    expect(callers.items).toMatchObject([
      { name: expect.stringMatching(/^赵/), reports: [{ matter: "advice", stageName: { zh: "已答复" }, open: false }] },
    ]);
    expect(JSON.stringify(callers)).not.toContain("赵六");
  });
});

describe("who calls", () => {
  test("is known by the number, however it is written, with masked name and all cases", async () => {
    const reporter = { name: "钱多多", phone: "13612345678" };
    const one = await take(said({ reporter }));
    await take(said({ reporter: { ...reporter, phone: "136-1234-5678" } }));
    const { body } = await city.call(duty, "POST", "/api/v1/reports/callers", { phone: "+86 13612345678" });
    expect(body.items).toHaveLength(1);
    expect(body.items[0].reports).toHaveLength(2);
    expect(body.items[0].reports.map((report: { caseId: string }) => report.caseId)).toContain(one.body.caseId);
    expect(JSON.stringify(body)).not.toMatch(/钱多多|13612345678/);
    const { body: looks } = await city.call(duty, "GET", `/api/v1/persons/${body.items[0].personId}/looks`);
    expect(looks.items[0]).toMatchObject({ how: "found" });
  });

  test("of another street is not shown there with what they asked, before any case is made of it", async () => {
    const { rows: streets } = await city.database.pool.query("SELECT path FROM areas WHERE level = 3 ORDER BY path");
    const [here, there] = streets.map(({ path }) => officer({ areaPath: path, permissions: ["persons.read"] }));
    if (here === undefined || there === undefined) throw new Error("one street alone");
    const asked = { text: "何时施工", answer: "下月", reporter: { name: "孙七", phone: "13655556666" } };
    expect((await city.call(here, "POST", "/api/v1/reports/advice", asked)).status).toBe(201);
    const shownTo = async (actor: typeof here) => {
      const { body } = await city.call(actor, "POST", "/api/v1/reports/callers", { phone: "13655556666" });
      return body.items.flatMap(({ reports }: { reports: { matter: string }[] }) =>
        reports.map(({ matter }) => matter),
      );
    };
    expect([await shownTo(here), await shownTo(duty)]).toEqual([["advice"], ["advice"]]);
    expect(await shownTo(there)).toEqual([]);
  });

  test("is nobody's business but the desk's", async () => {
    for (const [method, path, body] of [
      ["POST", "/api/v1/reports/callers", { phone: "13612345678" }],
      ["GET", "/api/v1/reports/waiting", undefined],
      ["POST", "/api/v1/reports/advice", { text: "x", answer: "y" }],
    ] as const)
      expect((await city.call(crew(), method, path, body)).status).toBe(403);
  });
});

describe("what waits at the desk", () => {
  const tell = async (position: [number, number]): Promise<string> => {
    const answer = await city.app.inject({
      method: "POST",
      url: "/api/v1/public/reports",
      remoteAddress: `10.8.0.${places + 1}`,
      payload: { token: randomUUID().replaceAll("-", "").padEnd(43, "x"), kind: "other", position, words: "说不清" },
    });
    return answer.json().no;
  };
  const find = async (no: string) =>
    (await city.call(duty, "GET", "/api/v1/reports/waiting")).body.items.find((one: { no: string }) => one.no === no);

  test("is taken up once: of two officers at once one gets it", async () => {
    const position = newPlace();
    const no = await tell(position);
    const waiting = await find(no);
    const made = await Promise.all(
      [duty, officer()].map((actor) => take(said({ position, waiting: waiting.id }), actor)),
    );
    expect(made.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(made.find(({ status }) => status === 201)?.body.no).toBe(no);
    expect(await find(no)).toBeUndefined();
  });

  test("is declined with a reason that the citizen reads", async () => {
    const no = await tell(newPlace());
    const { id, version } = await find(no);
    const facts = { reason: "属邻市管辖，已转告" };
    expect((await city.call(duty, "POST", `/api/v1/reports/${id}/moves/decline`, { version, facts })).status).toBe(200);
    expect(await find(no)).toBeUndefined();
  });

  test("is on the list of its own street whatever crowds the rest of the city", async () => {
    const no = await tell([112.35, 28.8475]);
    const { id } = await find(no);
    const { body } = await city.call(duty, "GET", "/api/v1/areas");
    const { rows } = await city.database.pool.query("SELECT area_path FROM reports WHERE id = $1", [id]);
    const own = body.items.find(({ path }: { path: string }) => path === rows[0].area_path).path;
    await copyRows(city, {
      table: "reports",
      id,
      count: 220,
      row: "jsonb_build_object('no', 'C' || n, 'client_key', null, 'urgency', 'urgent', 'area_path', '9999/')",
      subject: "jsonb_build_object('area_path', '9999/')",
    });
    const { items: seen, more } = (await city.call(officer({ areaPath: own }), "GET", "/api/v1/reports/waiting")).body;
    expect(more).toBe(false);
    const crowd = (await city.call(duty, "GET", "/api/v1/reports/waiting")).body;
    expect([crowd.items.length, crowd.more]).toEqual([200, true]);
    expect(seen.map((one: { no: string }) => one.no)).toContain(no);
    await city.database.pool.query("DELETE FROM reports WHERE area_path = '9999/'");
  });

  test("is not seen by an officer of another street", async () => {
    const no = await tell([112.35, 28.8475]);
    const { body } = await city.call(duty, "GET", "/api/v1/areas");
    const streets = body.items.filter((area: { level: number }) => area.level === 3);
    const seen = await Promise.all(
      streets.map(async ({ path }: { path: string }) => {
        const answer = await city.call(officer({ areaPath: path }), "GET", "/api/v1/reports/waiting");
        return answer.body.items.some((one: { no: string }) => one.no === no);
      }),
    );
    expect(seen.filter(Boolean)).toHaveLength(1);
  });
});

const countReports = async () =>
  Number((await city.database.pool.query("SELECT count(*) AS n FROM reports")).rows[0].n);
