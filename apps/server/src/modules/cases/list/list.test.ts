import { randomUUID } from "node:crypto";
import { defineCase, definePack, metres, workHours } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { handler, officer, verifier } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId } from "../../identity/department/index.ts";

const lamp = defineCase({
  id: "lamp-dark",
  name: { zh: "=路灯不亮", en: "@Lamp out" },
  flow: "city-case",
  handledBy: "city-management",
  clocks: { dispose: workHours(4) },
  files: { zh: "不亮", en: "dark" },
  closes: { zh: "亮", en: "lit" },
  joins: { within: metres(1) },
});
const pack = definePack({ id: "lamps", name: { zh: "灯", en: "Lamps" }, standards: [], things: [], cases: [lamp] });

let city: TestCity;
const exporting = { permissions: ["cases.export"] };
const duty = officer(exporting);
let department: string;
let other: string;
const ids: string[] = [];

beforeAll(async () => {
  city = await openTestCity({ packs: [pack], ground: true });
  department = departmentId("city-management");
  other = departmentId("drainage-office");
  for (let n = 0; n < 7; n += 1) {
    const position = [112.341 + n * 0.001, 28.845];
    const { body } = await city.call(duty, "POST", "/api/v1/reports", { category: "lamp-dark", position, text: "暗" });
    ids.push(body.caseId);
    city.advance(1_000);
  }
  await bulk("file", ids.slice(0, 4), 1, { "filing-condition": "不亮" });
  await bulk("dispatch", ids.slice(0, 2), 2, { department });
});
afterAll(() => city.close());

// biome-ignore lint/complexity/useMaxParams: which move, of which, as seen, with what, by whom.
const bulk = async (move: string, of: readonly string[], version: number, facts: object, actor = duty) =>
  (await city.call(actor, "POST", `/api/v1/cases/moves/${move}`, { items: of.map((id) => ({ id, version })), facts }))
    .body;
const list = async (query: string, actor = duty) =>
  (await city.call(actor, "GET", `/api/v1/cases?category=lamp-dark&${query}`)).body;
const found = async (query: string, actor = duty): Promise<number[]> =>
  (await list(query, actor)).items.map(({ id }: { id: string }) => ids.indexOf(id));

describe("the list of cases", () => {
  test.each([
    ["of one stage", "stage=dispatched&order=old", [0, 1]],
    ["of several stages", "stage=dispatched,filed&order=old", [0, 1, 2, 3]],
    ["newest first", "limit=2", [6, 5]],
    ["of a channel", "channel=desk&order=old&limit=1", [0]],
    ["of a channel nobody used", "channel=alarm", []],
    ["of a day", "from=2026-11-02&to=2026-11-02&limit=1&order=old", [0]],
    ["of another day", "from=2026-11-03", []],
    ["without a severity", "severity=none,red&limit=1", [6]],
    ["of a severity nothing has", "severity=red", []],
    ["in a box of the map", "box=112.3405,28.84,112.3415,28.85", [0]],
    ["not late yet", "late=late", []],
    ["nearly late", "late=near&stage=filed&order=old", [2, 3]],
  ])("%s", async (_, query, expected) => {
    expect(await found(query)).toEqual(expected);
  });

  test("of a department, for the officer and for its own handler alike, and for no other", async () => {
    expect(await found(`department=${department}&order=old`)).toEqual([0, 1]);
    expect(await found("order=old", handler(department))).toEqual([0, 1]);
    expect(await found("order=old", handler(other))).toEqual([]);
  });

  test.each(["new", "old", "due"])("by %s every case comes once, page by page", async (order) => {
    const seen: number[] = [];
    let after = "";
    do {
      const { items, next } = await list(`order=${order}&limit=2${after}`);
      seen.push(...items.map(({ id }: { id: string }) => ids.indexOf(id)));
      after = next === undefined ? "" : `&after=${next}`;
    } while (after !== "");
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    if (order !== "due") expect(seen).toEqual(order === "old" ? [0, 1, 2, 3, 4, 5, 6] : [6, 5, 4, 3, 2, 1, 0]);
  });

  test("by deadline holds what is open; what has ended, asked for alone, comes newest first", async () => {
    await bulk("void", [ids[4] ?? ""], 1, { reason: "误报" });
    const due = await found("order=due");
    expect([due.includes(4), due.includes(0)]).toEqual([false, true]);
    expect(await found("order=due&stage=void")).toEqual([4]);
  });

  test("is counted within the scope", async () => {
    const count = async (actor: typeof duty) =>
      (await city.call(actor, "GET", "/api/v1/cases/count?category=lamp-dark")).body;
    expect(await count(duty)).toEqual({ count: 7, more: false });
    expect(await count(handler(department))).toEqual({ count: 2, more: false });
  });

  test.each(["severity=purple", "department=nobody", "late=soon", "from=yesterday", "order=random", "after=rubbish"])(
    "asked with rubbish (%s) says so",
    async (query) => {
      const { status, code } = await city
        .call(duty, "GET", `/api/v1/cases?${query}`)
        .then((answer) => ({ status: answer.status, code: answer.body.code }));
      expect([status, code]).toEqual([400, "request.invalid"]);
    },
  );
});

describe("one move for many", () => {
  test("answers for each row: moved, moved by somebody else before, unknown", async () => {
    const { items } = await bulk("comment", [ids[6] ?? "", randomUUID()], 1, { comment: "已看" });
    expect(items).toMatchObject([{ id: ids[6], stage: "reported" }, { fault: { code: "subject.not-found" } }]);
    const twice = await bulk("void", [ids[6] ?? "", ids[6] ?? ""], 1, { reason: "重复" });
    expect(twice.items).toMatchObject([{ stage: "void", version: 2 }, { fault: { code: "subject.stale" } }]);
  });

  test("holds what a single move holds: permission, scope, missing facts", async () => {
    const of = [ids[5] ?? ""];
    expect((await bulk("void", of, 1, { reason: "x" }, verifier())).items[0].fault.code).toBe("permission.missing");
    expect((await bulk("file", of, 1, {})).items[0].fault).toMatchObject({
      code: "subject.missing-facts",
      path: "facts.filing-condition",
    });
    expect((await bulk("accept", of, 1, {}, handler(other))).items[0].fault.code).toBe("subject.not-found");
  });

  test("takes no photo as the proof of many, no machine's move, and no more than five hundred", async () => {
    expect((await bulk("comment", ids, 1, { comment: "x", photos: [randomUUID()] })).code).toBe("request.invalid");
    expect((await bulk("worsen", ids, 1, {})).code).toBe("request.not-found");
    expect((await bulk("comment", Array(501).fill(ids[0]), 1, { comment: "x" })).code).toBe("request.invalid");
  });
});

describe("a list taken away", () => {
  const csv = async (query: string, actor = duty): Promise<string> =>
    (await city.raw(actor, `/api/v1/cases/export.csv?category=lamp-dark&${query}`)).toString("utf8");

  test("as csv has the columns asked for, in the city's time, and no cell that is a formula", async () => {
    const text = await csv("stage=dispatched&order=old&columns=opened,category,longitude&language=en");
    expect(text.split("\r\n")).toEqual([
      "\uFEFFOpened,Category,Longitude (WGS-84)",
      `2026-11-02 10:00,"'@Lamp out",112.341`,
      `2026-11-02 10:00,"'@Lamp out",112.342`,
      "",
    ]);
  });

  test("holds nothing out of scope, and the journal says who took what", async () => {
    const taker = handler(department, exporting);
    expect((await csv("columns=no", taker)).trim().split("\r\n")).toHaveLength(3);
    await city.settle();
    const { rows } = await city.database.pool.query(
      "SELECT changes->'filters'->>'category' AS category FROM journal WHERE type = 'export.made' AND actor_id = $1",
      [taker.id],
    );
    expect(rows).toEqual([{ category: ["lamp-dark"] }].map(() => ({ category: '["lamp-dark"]' })));
  });

  test("as a workbook is a zip whose sheet has every row", async () => {
    const bytes = await city.raw(duty, "/api/v1/cases/export.xlsx?category=lamp-dark&columns=no,category");
    expect(bytes.subarray(0, 2).toString()).toBe("PK");
    expect(bytes.includes("xl/worksheets/sheet1.xml")).toBe(true);
  });

  test("not by who may not", async () => {
    expect((await city.call(officer(), "GET", "/api/v1/cases/export.csv")).status).toBe(403);
  });
});

describe("a kept list", () => {
  const view = { name: "今日路灯", query: { category: "lamp-dark", open: "true" }, columns: ["no", "title"] };
  const views = async (actor: typeof duty) => (await city.call(actor, "GET", "/api/v1/case-views")).body.items;

  test("is its keeper's: changed under its id, seen by nobody else, removed by nobody else", async () => {
    const made = (await city.call(duty, "POST", "/api/v1/case-views", view)).body;
    await city.call(duty, "POST", "/api/v1/case-views", { ...view, id: made.id, name: "路灯" });
    expect(await views(duty)).toMatchObject([{ name: "路灯", own: true, query: view.query }]);
    const stranger = officer();
    expect(await views(stranger)).toEqual([]);
    expect((await city.call(stranger, "DELETE", `/api/v1/case-views/${made.id}`)).status).toBe(404);
    expect((await city.call(stranger, "POST", "/api/v1/case-views", { ...view, id: made.id })).status).toBe(404);
    expect((await city.call(duty, "DELETE", `/api/v1/case-views/${made.id}`)).status).toBe(204);
    expect(await views(duty)).toEqual([]);
  });

  test("with a column nobody has is refused", async () => {
    const answer = await city.call(duty, "POST", "/api/v1/case-views", { ...view, columns: ["secret"] });
    expect(answer.body.code).toBe("request.invalid");
  });
});
