import { randomBytes } from "node:crypto";
import { brief, defineCase, definePack, hours, metres } from "@chengyun/kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { PersonActor } from "../../../platform/actor.ts";
import { handler, officer } from "../../../testing/actors.ts";
import { withPhoto } from "../../../testing/photo.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId } from "../../identity/department/index.ts";

const tree = defineCase({
  id: "leaning-tree",
  name: { zh: "树木倾斜", en: "Leaning tree" },
  flow: "city-case",
  handledBy: "city-management",
  files: { zh: "倾斜", en: "leaning" },
  closes: { zh: "扶正", en: "upright" },
  joins: { within: metres(50), for: hours(24) },
  forms: { report: "tree-report", "feed-back": "tree-care" },
});
const pack = definePack({
  id: "test",
  name: { zh: "测试", en: "Test" },
  standards: [],
  things: [],
  cases: [tree],
  facts: [
    brief.choice("tree-trouble", "情况", "Trouble", { leaning: ["倾斜", "Leaning"], dry: ["枯死", "Dry"] }),
    brief.number("tree-height", "树高", "Height", { unit: "m", check: { range: [0, 60] } }),
    brief.text("tree-done", "措施", "Done", { longest: 60 }),
    brief.person("tree-owner", "养护人", "Keeper"),
  ],
  forms: [
    brief.form("tree-report", "树的情况", "The tree", brief.section("树", "Tree", "tree-trouble!", "tree-height")),
    brief.form("tree-care", "养护记录", "Care", brief.section("养护", "Care", "tree-done!", "tree-owner")),
  ],
});

let city: TestCity;
const duty = officer();
const department = departmentId("city-management");
const mender = handler(department);
beforeAll(async () => {
  city = await openTestCity({ packs: [pack], ground: true });
});
afterAll(() => city.close());

let far = 0;
const place = (): [number, number] => {
  far += 1;
  return [112.341 + far * 0.0015, 28.842];
};
const report = (more: object = {}, position = place()) =>
  city.call(duty, "POST", "/api/v1/reports", { category: tree.id, position, text: "树歪了", ...more });
const read = async (id: string) => (await city.call(duty, "GET", `/api/v1/cases/${id}`)).body;
type Given = Readonly<Record<string, unknown>> & { readonly form?: string; readonly formVersion?: number };
const move = async (actor: PersonActor, id: string, name: string, { form, formVersion, ...given }: Given = {}) => {
  const facts = await withPhoto(city, actor, name, given);
  const { version } = await read(id);
  return city.call(actor, "POST", `/api/v1/cases/${id}/moves/${name}`, { version, facts, form, formVersion });
};
const disposing = async (): Promise<string> => {
  const { caseId } = (await report()).body;
  await move(duty, caseId, "file", { "filing-condition": "倾斜" });
  await move(duty, caseId, "dispatch", { department });
  await move(mender, caseId, "accept");
  return caseId;
};

describe("a category's form", () => {
  test("is asked with its move, judged, kept to its version, and shown on the case without anybody's name", async () => {
    const id = await disposing();
    const asked = { form: "tree-care" };
    const { items } = (await city.call(mender, "GET", `/api/v1/cases/${id}/moves`)).body;
    expect(items.find((one: { move: string }) => one.move === "feed-back").form).toEqual({
      id: "tree-care",
      version: 1,
    });
    expect((await move(mender, id, "feed-back", { result: "已扶正" })).body).toMatchObject({
      code: "subject.missing-facts",
      faults: [{ path: "facts.tree-done", code: "missing" }],
    });
    expect(
      (await move(mender, id, "feed-back", { ...asked, result: "已扶正", "tree-done": "支撑", formVersion: 7 })).body
        .code,
    ).toBe("form.not-published");
    const keeper = { name: "罗小敏", phone: "13800004321" };
    const given = { result: "已扶正", "tree-done": "三角支撑", "tree-owner": keeper };
    expect((await move(mender, id, "feed-back", { ...given, ...asked, formVersion: 1 })).status).toBe(200);
    const found = await read(id);
    expect(found.facts).toMatchObject({ result: "已扶正", "tree-done": "三角支撑" });
    expect(found.answered).toMatchObject([{ form: { id: "tree-care", version: 1 }, move: "feed-back" }]);
    expect(JSON.stringify(found.answered)).not.toContain("罗小敏");
  });

  test("of the report is asked of whoever reports, and of nobody who answers nothing", async () => {
    const said = await report({
      answers: { "tree-trouble": "leaning", "tree-height": 12 },
      form: "tree-report",
      formVersion: 1,
    });
    expect(said.status).toBe(201);
    expect((await read(said.body.caseId)).facts).toMatchObject({ "tree-trouble": "leaning", "tree-height": 12 });
    expect((await report({ answers: { "tree-height": 90 } })).body.faults).toMatchObject([
      { path: "facts.tree-trouble", code: "missing" },
      { path: "facts.tree-height", code: "range" },
    ]);
    expect((await report()).status).toBe(201);
    const none = { category: "storm-tide", answers: { "tree-trouble": "dry" } };
    expect((await report(none)).body.faults).toMatchObject([{ path: "body.answers", code: "unknown" }]);
  });

  test("is named with its category, so that the desk and a phone without the net ask it too", async () => {
    const asked = { id: "lamp-report", version: 1 };
    const types = (await city.call(officer(), "GET", "/api/v1/case-types")).body.items;
    const lamp = types.find(({ id }: { id: string }) => id === "part-street-light");
    expect(lamp).toMatchObject({ form: asked, words: { zh: expect.arrayContaining(["灯"]) } });
    expect(types.find(({ id }: { id: string }) => id === "storm-tide")).not.toHaveProperty("form");
    const { body } = await city.call(officer(), "GET", `/api/v1/categories?q=${encodeURIComponent("灯杆")}`);
    expect(body.items.find(({ id }: { id: string }) => id === "part-street-light")).toMatchObject({ form: asked });
  });

  test("of a second report is kept beside the first one's, whose answers stand", async () => {
    const position = place();
    const { caseId } = (await report({ answers: { "tree-trouble": "leaning" } }, position)).body;
    expect((await report({ answers: { "tree-trouble": "dry" } }, position)).body).toMatchObject({ caseId });
    const { answered, facts } = await read(caseId);
    expect(answered.map(({ answers }: { answers: object }) => answers)).toEqual([
      { "tree-trouble": "leaning" },
      { "tree-trouble": "dry" },
    ]);
    expect(facts["tree-trouble"]).toBe("leaning");
  });

  test("comes to a citizen's phone with the kind, and their answers to the case", async () => {
    const { items } = (await city.call(undefined, "GET", "/api/v1/public/kinds")).body;
    const kind = items.find(({ id }: { id: string }) => id === "lamp");
    expect(kind.words.zh).toContain("灯坏了");
    expect(kind.form).toMatchObject({ id: "lamp-report", version: 1, facts: { "lamp-trouble": { kind: "choice" } } });
    const token = randomBytes(32).toString("base64url");
    const told = { token, kind: kind.id, position: place(), words: "歪了", answers: { "lamp-trouble": "leaning" } };
    const { status, body } = await city.call(undefined, "POST", "/api/v1/public/reports", {
      ...told,
      form: kind.form.id,
      formVersion: 1,
    });
    expect(status, JSON.stringify(body)).toBe(201);
    const { rows } = await city.database.pool.query("SELECT case_id FROM reports WHERE no = $1", [body.no]);
    expect((await read(rows[0].case_id)).facts).toMatchObject({ "lamp-trouble": "leaning" });
  });
});
