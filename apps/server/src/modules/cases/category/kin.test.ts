import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { administrator, officer } from "../../../testing/actors.ts";
import { allAnswers, keeperOf } from "../../../testing/dictionary-keeper.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { departmentId } from "../../identity/department/index.ts";
import { findToday, kinOf } from "./index.ts";

/** Street lights and water manholes by the national numbers; in the second year the lights are numbered anew. */
const table = `大类代码,大类名称,小类代码,小类名称,处置单位,主管部门,立案条件,结案条件,处置时限
01,公用设施,01,上水井盖,水司,城管局,井盖丢失,补装,2紧急工作时
01,公用设施,37,路灯,,城管局,灯不亮,灯亮,3工作日
`;

let city: TestCity;
let first: string;
let second: string;
let at = 0;
const ids = { pack: "", first: "", second: "", back: "" };
const keeper = officer({ permissions: ["dictionaries.read", "dictionaries.edit", "cases.read"] });
const approver = officer({ permissions: ["dictionaries.read", "dictionaries.approve", "cases.read"] });
const designer = administrator({ permissions: ["forms.design", "routing.edit"] });
const duty = officer();
const { begin } = keeperOf(() => city, keeper);

const post = (url: string, body: object = {}, actor = keeper) => city.call(actor, "POST", `/api/v1${url}`, body);
const get = async (url: string, actor = duty) => (await city.call(actor, "GET", `/api/v1${url}`)).body;

const draft = async (version: string, text: string): Promise<string> => {
  const { id } = await begin("years", version, { "部件.csv": text });
  await post(`/dictionary-imports/${id}/answers`, allAnswers);
  return String((await post(`/dictionary-imports/${id}/take`)).body.versionId);
};
const enforce = async (id: string, from: string): Promise<void> => {
  await post(`/dictionaries/${id}/moves/submit`, { version: 2 });
  const { status } = await post(`/dictionaries/${id}/moves/enforce`, { version: 3, facts: { from } }, approver);
  expect(status).toBe(200);
};

const spot = (n: number): [number, number] => [112.352 + n / 250, 28.846];
const report = (category: string, more: object = {}) =>
  post("/reports", { category, position: spot(at), text: "灯不亮", near: "apart", ...more }, duty);
const open = async (category: string): Promise<string> => {
  at += 1;
  const { status, body } = await report(category);
  expect([status, body.opened]).toEqual([201, true]);
  return body.caseId;
};

const names = ["part-street-light", "years/1/part-0137", "years/2/part-0161"];
const listed = async (category: string): Promise<string[]> =>
  (await get(`/cases?category=${encodeURIComponent(category)}&order=old&limit=50`)).items.map(
    ({ id }: { id: string }) => id,
  );

beforeAll(async () => {
  city = await openTestCity({ ground: true });
  const rule = {
    name: { zh: "路灯", en: "Lights" },
    departmentId: departmentId("drainage-office"),
    place: 1,
    areaPath: "",
  };
  const made = await post("/routing-rules", { ...rule, condition: 'category == "part-street-light"' }, designer);
  expect([made.status, made.body]).toEqual([201, made.body]);
  ids.pack = await open("part-street-light");
  first = await draft("1", table);
  await enforce(first, "2026-01-01");
  ids.first = await open("years/1/part-0137");
  const fact = { id: "pole", name: { zh: "杆号", en: "Pole" }, kind: "text" };
  await post("/facts", { fact }, designer);
  const sections = [{ name: { zh: "灯", en: "Light" }, fields: [{ fact: "pole", required: false }] }];
  const { id } = (await post("/forms", { id: "pole-form", name: { zh: "灯杆", en: "Pole" }, sections }, designer)).body;
  await post(`/forms/${id}/moves/publish`, { version: 1 }, designer);
  expect((await post(`/forms/${id}/attach`, { places: ["years/1/part-0137"] }, designer)).status).toBe(204);
  second = await draft("2", table.replaceAll("37,路灯", "61,道路照明灯"));
  await post(`/dictionaries/${second}/mapping`, { from: first, pairs: [{ from: "part-0137", to: "part-0161" }] });
  await enforce(second, "2026-02-01");
  ids.second = await open("years/2/part-0161");
});
afterAll(() => city.close());

const all = () => [ids.pack, ids.first, ids.second];
const joinedBy = async (category: string): Promise<string[]> => {
  const joined: string[] = [];
  for (const n of all().keys()) {
    const { body } = await report(category, { position: spot(n + 1), near: "join" });
    joined.push(body.opened === true ? "none" : body.caseId);
  }
  return joined;
};
const alike = async (category: string): Promise<string[]> => {
  const { items } = (await post("/reports/similar", { category, position: spot(2) }, duty)).body;
  return items
    .filter(({ reasons }: { reasons: { zh: string }[] }) => reasons.some(({ zh }) => zh === "同一类别"))
    .map(({ caseId }: { caseId: string }) => caseId);
};

describe("a street light that a pack, a dictionary and its next version each call otherwise", () => {
  test.each(names)("is found by a filter that names %s, in the list, its count and its file", async (name) => {
    expect(await listed(name)).toEqual(all());
    expect((await get(`/cases/count?category=${encodeURIComponent(name)}`)).count).toBe(3);
    const exporter = officer({ permissions: ["cases.export"] });
    const file = await get(`/cases/export.csv?category=${encodeURIComponent(name)}`, exporter);
    expect(String(file).trim().split("\n").length).toBe(4);
  });

  test("is not found by a filter that names another", async () => {
    expect(await listed("part-water-manhole")).toEqual([]);
    expect(await kinOf(city.context(duty), ["part-water-manhole"])).toEqual([
      "part-water-manhole",
      "years/2/part-0101",
      "years/1/part-0101",
    ]);
  });

  test("goes where a rule sends it that names the pack's category", async () => {
    for (const id of all()) {
      const { route } = await get(`/cases/${id}`);
      expect([route.rule?.name.zh, route.departmentId]).toEqual(["路灯", departmentId("drainage-office")]);
    }
  });

  test("is joined by what is reported today, and proposed as the same category", async () => {
    expect(await joinedBy("years/2/part-0161")).toEqual(all());
    expect((await alike("years/2/part-0161")).sort()).toEqual(all().sort());
  });

  test("is what is opened today where a case of before is opened anew", async () => {
    for (const name of names) expect((await findToday(city.context(duty), name))?.type.id).toBe("years/2/part-0161");
    expect(await findToday(city.context(duty), "nowhere/1/part-0137")).toBeUndefined();
  });

  test("asks the form that was attached to it under the version before", async () => {
    const { items } = await get("/case-types");
    const light = items.find((one: { id: string }) => one.id === "years/2/part-0161");
    expect(light.form).toEqual({ id: "pole-form", version: 1 });
  });

  test("is joined by what is reported when the dictionary has ended, and found by every name", async () => {
    await post(
      `/dictionaries/${second}/moves/end`,
      { version: 4, facts: { until: "2026-03-01", reason: "停用" } },
      approver,
    );
    expect(await joinedBy("part-street-light")).toEqual(all());
    expect((await alike("part-street-light")).sort()).toEqual(all().sort());
    ids.back = await open("part-street-light");
    for (const name of names) expect(await listed(name)).toEqual([...all(), ids.back]);
  });

  test("becomes one of the pack's again when its report is taken out of a case of the dictionary that ended", async () => {
    const { reportList } = await get(`/cases/${ids.second}`);
    const asked = { to: "own", reason: "隔壁一盏" };
    const { status, body } = await post(`/cases/${ids.second}/reports/${reportList.at(-1).id}/detach`, asked, duty);
    expect([status, (await get(`/cases/${body.caseId}`)).category]).toEqual([200, "part-street-light"]);
  });
});
