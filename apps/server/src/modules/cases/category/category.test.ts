import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { officer } from "../../../testing/actors.ts";
import { allAnswers, keeperOf } from "../../../testing/dictionary-keeper.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { postId } from "../../identity/department/index.ts";
import { inForce } from "./index.ts";

/** A city's own table: street lights and water manholes by the national numbers, and a class no pack has. */
const table = `大类代码,大类名称,小类代码,小类名称,处置单位,主管部门,立案条件,结案条件,处置时限
01,公用设施,01,上水井盖,,城管局,井盖丢失,补装,2紧急工作时
01,公用设施,37,路灯,,城管局,灯不亮,灯亮,3工作日
01,公用设施,37,路灯,,城管局,灯杆倒,扶正,2紧急工作时
07,其他部件,77,爱心驿站,,城管局,破损,修复,5工作日
`;

let city: TestCity;
const keeper = officer({ permissions: ["dictionaries.read", "dictionaries.edit", "cases.read"] });
const approver = officer({ permissions: ["dictionaries.read", "dictionaries.approve", "cases.read"] });
const duty = officer();
const { begin } = keeperOf(() => city, keeper);
const place: [number, number] = [112.352, 28.846];

beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const post = (url: string, body?: object, actor = keeper) => city.call(actor, "POST", `/api/v1${url}`, body);
const get = (url: string, actor = keeper) => city.call(actor, "GET", `/api/v1${url}`);

const draft = async (dictionary: string, version: string, text = table): Promise<string> => {
  const { id } = await begin(dictionary, version, { "部件.csv": text });
  await post(`/dictionary-imports/${id}/answers`, allAnswers);
  const { body } = await post(`/dictionary-imports/${id}/take`);
  return String(body.versionId);
};

const enforce = async (id: string, from: string): Promise<void> => {
  await post(`/dictionaries/${id}/moves/submit`, { version: 2 });
  const { status } = await post(`/dictionaries/${id}/moves/enforce`, { version: 3, facts: { from } }, approver);
  expect(status).toBe(200);
};

const end = (id: string, until: string) =>
  post(`/dictionaries/${id}/moves/end`, { version: 4, facts: { until, reason: "改用上级标准" } }, approver);

const idsIn = async (url: string): Promise<string[]> => (await get(url)).body.items.map(({ id }: { id: string }) => id);

const lampOf = async (url: string) =>
  (await get(url)).body.items.find(({ id }: { id: string }) => id === "shanbei/1/part-0137");

const report = (category: string, more: object = {}) =>
  post("/reports", { category, position: place, text: "灯不亮了", near: "apart", ...more }, duty);

describe("a dictionary that comes in force", () => {
  let id: string;

  test("says before it counts which of the packs' categories it supersedes and which stay", async () => {
    id = await draft("shanbei", "1");
    const { body } = await get(`/dictionaries/${id}/succession`);
    expect(body.supersedes.map((one: { category: string; by: string }) => [one.category, one.by])).toEqual([
      ["part-water-manhole", "number"],
      ["part-street-light", "number"],
      ["lamp-out", "number"],
    ]);
    expect(body.stays.map(({ category }: { category: string }) => category)).toContain("street-dark");
    expect(body.own).toBe(1);
    expect(body.supersedes[1].gives).toEqual(expect.arrayContaining(["words", "forms", "joins", "duty"]));
    expect(await idsIn("/case-types")).toContain("part-street-light");
  });

  test("takes the packs' place for whoever chooses, once, and keeps what the file does not carry", async () => {
    await enforce(id, "2026-01-01");
    const offered = await idsIn("/case-types");
    expect(offered).toContain("shanbei/1/part-0137");
    for (const twin of ["part-street-light", "lamp-out"]) expect(offered).not.toContain(twin);
    expect(offered).toContain("street-dark");
    const kept = await lampOf("/case-types");
    // Until one is chosen, whoever looks is told all the conditions, each with its limit.
    expect([kept.files.zh, kept.closes.zh]).toEqual([
      "1. 灯不亮（3 工作日）\n2. 灯杆倒（2 紧急工作时）",
      "1. 灯亮\n2. 扶正",
    ]);
    expect(kept).toMatchObject({ name: { zh: "路灯", en: "Street light" }, form: { id: "lamp-report" } });
    expect(kept.words.zh).toEqual(expect.arrayContaining(["路灯不亮", "灯坏了"]));
    expect(await lampOf("/categories?q=路灯不亮")).toMatchObject({
      standing: "in-force",
      inherits: { id: "part-street-light", pack: { zh: expect.any(String) } },
    });
    const kinds = (await city.call(undefined, "GET", "/api/v1/public/kinds")).body.items;
    const lamp = kinds.find((kind: { id: string }) => kind.id === "lamp");
    expect([lamp.category, lamp.form.id]).toEqual(["shanbei/1/part-0137", "lamp-report"]);
  });

  test("leaves what it supersedes to old cases and to filters, and says what took its place", async () => {
    const { items } = (await get("/case-types?history=true")).body;
    const old = items.find((one: { id: string }) => one.id === "part-street-light");
    expect(old).toMatchObject({ standing: "superseded", inForce: { id: "shanbei/1/part-0137" } });
  });

  test("a rule that names a pack's category opens a case of the class in force, and the journal says so", async () => {
    const lampOut = city.deployment.registry.cases.get("lamp-out");
    if (lampOut === undefined) throw new Error("no lamp-out");
    const { type, insteadOf } = await inForce(city.context(system("test")), lampOut);
    expect([type.id, insteadOf, type.joins]).toEqual(["shanbei/1/part-0137", "lamp-out", lampOut.joins]);
    const made = await report("lamp-out");
    expect(made.status).toBe(201);
    const { body: found } = await city.call(duty, "GET", `/api/v1/cases/${made.body.caseId}`);
    expect(found.category).toBe("shanbei/1/part-0137");
    const { rows } = await city.database.pool.query(
      "SELECT changes FROM journal WHERE subject_id = $1 AND type = 'case.reported'",
      [made.body.caseId],
    );
    expect(rows[0]?.changes).toMatchObject({ category: "shanbei/1/part-0137", insteadOf: "lamp-out" });
  });

  test("nobody may correct a case to what was superseded", async () => {
    const { body } = await report("shanbei/1/part-0101", { position: [112.353, 28.847] });
    const { body: found } = await city.call(duty, "GET", `/api/v1/cases/${body.caseId}`);
    const asked = { version: found.version, reason: "看错", category: "part-street-light" };
    expect((await post(`/cases/${body.caseId}/correct`, asked, duty)).body.code).toBe("report.no-category");
  });

  test("gives the packs' their place back when it ends", async () => {
    await end(id, "2026-02-01");
    const offered = await idsIn("/case-types");
    expect(offered).toContain("part-street-light");
    expect(offered).not.toContain("shanbei/1/part-0137");
    expect((await report("shanbei/1/part-0137")).body.code).toBe("report.no-category");
  });
});

test("a case opened before a dictionary came in force is joined by what is reported after", async () => {
  const position = [112.36, 28.85];
  const before = await report("part-water-manhole", { position });
  const id = await draft("shanxi", "1");
  await enforce(id, "2026-01-01");
  const after = await report("shanxi/1/part-0101", { position, near: "join" });
  expect(after.body).toMatchObject({ caseId: before.body.caseId, opened: false });
  await end(id, "2026-01-02");
});

test("a mapping says what a class that was numbered anew stands for, whatever its number was given to", async () => {
  const first = await draft("shannan", "1");
  await enforce(first, "2026-01-01");
  const second = await draft("shannan", "2", table.replaceAll("37,路灯", "61,道路照明灯"));
  await post(`/dictionaries/${second}/mapping`, { from: first, pairs: [{ from: "part-0137", to: "part-0161" }] });
  const { supersedes } = (await get(`/dictionaries/${second}/succession`)).body;
  expect(supersedes).toContainEqual(
    expect.objectContaining({ category: "part-street-light", key: "part-0161", by: "mapping" }),
  );
  // Left out are the classes it neither maps nor carries under their number and name; a form asked of one is told.
  const third = await draft("shannan", "3", table.replaceAll("37,路灯", "61,道路照明灯"));
  const { items } = (await get(`/dictionaries/${third}/left-out`)).body;
  expect(items).toEqual([{ key: "part-0137", className: "路灯", forms: [], rules: [], lists: [], others: 0 }]);
  // A list is named to whoever may open it: its owner, and the department that shares it.
  const posted = (post: string, wishes = {}) => ({ ...officer(wishes), postId: postId(post) });
  const read = { permissions: ["dictionaries.read", "dictionaries.edit"] };
  const [centre, drainage] = [posted("second-officer", read), posted("drainage-handler", read)];
  const lists = [
    ["路灯（共享）", true],
    ["路灯（自用）", false],
  ] as const;
  for (const [name, shared] of lists) {
    const view = { name, query: { category: "shannan/2/part-0161,shannan/1/part-0137" }, columns: ["no"], shared };
    expect((await post("/case-views", view, posted("duty-officer"))).status).toBe(200);
  }
  const leftFor = async (actor: typeof centre) =>
    (await get(`/dictionaries/${third}/left-out`, actor)).body.items.map(
      ({ lists: named, others }: { lists: string[]; others: number }) => [named, others],
    );
  expect(await leftFor(centre)).toEqual([[["路灯（共享）"], 1]]);
  expect(await leftFor(drainage)).toEqual([[[], 2]]);
  expect((await get(`/dictionaries/${second}/left-out`)).body.items).toEqual([]);
  // Of another dictionary with the same numbers people are offered both: the keeper sees it before.
  const beside = await draft("shandong", "1");
  const { doubled } = (await get(`/dictionaries/${beside}/succession`)).body;
  expect(doubled).toContainEqual(expect.objectContaining({ key: "part-0137", className: "路灯", otherName: "路灯" }));
  await end(first, "2026-01-02");
});

describe("a keeper", () => {
  const intake = (offered: boolean, reason = "", actor = keeper) =>
    post("/categories/intake", { category: "street-dark", offered, reason }, actor);

  test("takes a pack's category out of intake with a reason, and rules go on opening its cases", async () => {
    expect((await intake(false)).body.code).toBe("subject.missing-facts");
    expect((await intake(false, "由路灯一类受理")).status).toBe(204);
    expect((await intake(false, "再说一次")).status).toBe(204);
    expect(await idsIn("/case-types")).not.toContain("street-dark");
    expect((await report("street-dark")).body.code).toBe("report.no-category");
    const dark = city.deployment.registry.cases.get("street-dark");
    if (dark === undefined) throw new Error("no street-dark");
    expect((await inForce(city.context(system("test")), dark)).type.id).toBe("street-dark");
    expect((await intake(true)).status).toBe(204);
    expect(await idsIn("/case-types")).toContain("street-dark");
    expect((await intake(false, "第二次")).status).toBe(204);
    expect((await intake(true)).status).toBe(204);
    const { rows } = await city.database.pool.query(
      "SELECT type FROM journal WHERE type LIKE 'category.%' ORDER BY id",
    );
    expect(rows.map(({ type }) => type)).toEqual([
      "category.withheld",
      "category.offered",
      "category.withheld-again",
      "category.offered",
    ]);
  });

  test("alone may do so, for the whole city, of what a pack declares", async () => {
    expect((await intake(false, "不", approver)).body.code).toBe("permission.missing");
    const unknown = await post("/categories/intake", { category: "nothing", offered: false, reason: "不" });
    expect([unknown.status, unknown.body.code]).toEqual([400, "request.invalid"]);
  });
});

test("without a dictionary people choose a street light once: the alarm's own category stays the rules'", async () => {
  const offered = await idsIn("/case-types");
  expect(offered.filter((id) => ["part-street-light", "lamp-out"].includes(id))).toEqual(["part-street-light"]);
});
