import readWorkbook from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officer } from "../../../testing/actors.ts";
import { eventEdition, fullEdition, shortEdition } from "../../../testing/dictionary-edition.fixture.ts";
import { allAnswers, keeperOf } from "../../../testing/dictionary-keeper.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";

let city: TestCity;
const keeper = officer({ permissions: ["dictionaries.read", "dictionaries.edit", "cases.read"] });
const approver = officer({
  permissions: ["dictionaries.read", "dictionaries.edit", "dictionaries.approve", "cases.read"],
});
const { begin } = keeperOf(() => city, keeper);

beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const post = (url: string, body?: object, actor = keeper) => city.call(actor, "POST", `/api/v1${url}`, body);
const get = (url: string, actor = keeper) => city.call(actor, "GET", `/api/v1${url}`);

/** Imports, submits and puts in force; answers the version. */
const enforce = async (
  version: string,
  from: string,
  files: Readonly<Record<string, string>>,
  dictionary = "county",
) => {
  const { id } = await begin(dictionary, version, files);
  await post(`/dictionary-imports/${id}/answers`, allAnswers);
  const { body: taken } = await post(`/dictionary-imports/${id}/take`);
  const submitted = await post(`/dictionaries/${taken.versionId}/moves/submit`, { version: 2 });
  expect(submitted.status).toBe(200);
  const { body, status } = await post(
    `/dictionaries/${taken.versionId}/moves/enforce`,
    { version: 3, facts: { from } },
    approver,
  );
  expect([status, body.stage]).toEqual([200, "in-force"]);
  return String(taken.versionId);
};

describe("what is taken", () => {
  test("stays the same when it is taken twice, and comes out as it came in", async () => {
    const files = { "部件.csv": shortEdition, "full.csv": fullEdition, "事件.csv": eventEdition };
    const { id } = await begin("twice", "2026", files);
    await post(`/dictionary-imports/${id}/answers`, allAnswers);
    const { body: first } = await post(`/dictionary-imports/${id}/take`);
    expect(first).toMatchObject({ changed: true, classes: 5, conditions: 7, rejected: 1 });
    const { body: again } = await post(`/dictionary-imports/${id}/take`);
    expect(again).toEqual({ ...first, changed: false });
    const other = await begin("twice", "2026", files);
    await post(`/dictionary-imports/${other.id}/answers`, allAnswers);
    expect((await post(`/dictionary-imports/${other.id}/take`)).body).toEqual({ ...first, changed: false });

    const { items } = (await get(`/dictionaries/${first.versionId}/classes`)).body;
    const cover = items.find(({ key }: { key: string }) => key === "part-0101");
    expect(cover.conditions[0]).toMatchObject({
      clause: "第二十三条 井盖完好",
      notes: "拍清标识",
      responsible: "供水公司",
    });
    expect(items.find(({ key }: { key: string }) => key === "event-0501").conditions[0]).toMatchObject({
      goal: "制止",
      limit: { amount: 1, kind: "urgent-hours" },
    });

    const csv = (await city.raw(keeper, `/api/v1/dictionaries/${first.versionId}/export.csv?of=part`)).toString();
    const back = await begin("back", "2026", { "部件.csv": csv });
    expect(back.counts).toEqual({ understood: 4, asked: 1, answered: 0, fault: 0, leftOut: 0 });
    const book = await city.raw(keeper, `/api/v1/dictionaries/${first.versionId}/export.xlsx`);
    const sheets = await readWorkbook(book);
    expect(sheets.map(({ sheet, data }) => [sheet, data.length])).toEqual([
      ["部件", 6],
      ["事件", 3],
    ]);
    expect(sheets[0]?.data[1]?.slice(0, 4)).toEqual(["01", "公用设施", "01", "上水井盖"]);
  });

  test("a cell that a spreadsheet would run is written as text", async () => {
    const evil = shortEdition.replace("井盖丢失或移位", '"=HYPERLINK(""http://x"")"');
    const { id } = await begin("evil", "2026", { "部件.csv": evil });
    await post(`/dictionary-imports/${id}/answers`, allAnswers);
    const { body } = await post(`/dictionary-imports/${id}/take`);
    const csv = (await city.raw(keeper, `/api/v1/dictionaries/${body.versionId}/export.csv`)).toString();
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`);
  });
});

describe("a version", () => {
  test("is drafted by one, put in force by another, and never changes afterwards", async () => {
    const id = await enforce("2025", "2026-01-01", { "部件.csv": shortEdition });
    const own = await post(`/dictionaries/${id}/classes`, {
      of: "part",
      majorCode: "01",
      name: "智能井盖",
      conditions: [{ files: "报警", closes: "复位", limit: { amount: 1, kind: "work-days" } }],
    });
    expect(own.body.code).toBe("dictionary.not-draft");
    const other = await begin("county", "2025", { "部件.csv": shortEdition.replace("盖面裂开", "盖面破碎") });
    await post(`/dictionary-imports/${other.id}/answers`, allAnswers);
    expect((await post(`/dictionary-imports/${other.id}/take`)).body.code).toBe("dictionary.not-draft");
    const { id: draft } = await begin("county", "eyes", { "部件.csv": shortEdition });
    await post(`/dictionary-imports/${draft}/answers`, allAnswers);
    const { body: taken } = await post(`/dictionary-imports/${draft}/take`, undefined, approver);
    await post(`/dictionaries/${taken.versionId}/moves/submit`, { version: 2 }, approver);
    const same = await post(
      `/dictionaries/${taken.versionId}/moves/enforce`,
      { version: 3, facts: { from: "2027-01-01" } },
      approver,
    );
    expect(same.body.code).toBe("subject.four-eyes");
  });

  test("takes over on its day; the one before ends on it, and a day in the past is asked of each", async () => {
    const dictionary = "succession";
    await enforce("old", "2026-01-01", { "部件.csv": shortEdition }, dictionary);
    await enforce("new", "2026-12-01", { "full.csv": fullEdition }, dictionary);
    const { items } = (await get(`/dictionaries?dictionary=${dictionary}`)).body;
    expect(
      items.map((one: Record<string, unknown>) => [one["version"], one["from"], one["until"], one["holdsToday"]]),
    ).toEqual([
      ["new", "2026-12-01", undefined, false],
      ["old", "2026-01-01", "2026-12-01", true],
    ]);
    const found = async (at: string) =>
      (await get(`/categories?q=${encodeURIComponent("防汛墙")}&at=${at}`)).body.items.map(
        ({ id }: { id: string }) => id,
      );
    expect(await found("2026-11-30")).not.toContain("succession/new/part-0501");
    expect(await found("2026-12-01")).toContain("succession/new/part-0501");
    const overlap = await begin(dictionary, "late", { "full.csv": fullEdition });
    const { body: taken } = await post(`/dictionary-imports/${overlap.id}/take`);
    await post(`/dictionaries/${taken.versionId}/moves/submit`, { version: 2 });
    const early = await post(
      `/dictionaries/${taken.versionId}/moves/enforce`,
      { version: 3, facts: { from: "2026-11-01" } },
      approver,
    );
    expect(early.body.code).toBe("dictionary.overlap");
  });

  test("ends on no day before it held, nor on one on which the next holds already", async () => {
    const dictionary = "ending";
    const old = await enforce("old", "2026-01-01", { "部件.csv": shortEdition }, dictionary);
    await enforce("new", "2026-12-01", { "full.csv": fullEdition }, dictionary);
    const end = async (until: string) =>
      (await post(`/dictionaries/${old}/moves/end`, { version: 4, facts: { until, reason: "有误" } }, approver)).body;
    expect(await end("2025-12-31")).toMatchObject({
      code: "dictionary.ends-before",
      faults: [{ path: "facts.until", text: "2026-01-01" }],
    });
    expect(await end("2027-01-01")).toMatchObject({
      code: "dictionary.ends-over",
      faults: [{ path: "facts.until", text: "2026-12-01" }],
    });
    expect((await get(`/dictionaries/${old}`)).body).toMatchObject({ stage: "in-force", until: "2026-12-01" });
    expect((await end("2026-11-30")).stage).toBe("ended");
  });

  test("holds for the whole city: a post of one street reads it, and can neither fill nor move it", async () => {
    const { id } = await begin("whole", "1", { "full.csv": fullEdition });
    const { body: taken } = await post(`/dictionary-imports/${id}/take`);
    const [street] = await city.database.db.selectFrom("areas").select("path").where("level", "=", 3).execute();
    const local = officer({
      permissions: ["dictionaries.read", "dictionaries.edit", "dictionaries.approve"],
      areaPath: street?.path ?? "nowhere/",
    });
    expect((await get(`/dictionaries/${taken.versionId}`, local)).status).toBe(200);
    const submit = await post(`/dictionaries/${taken.versionId}/moves/submit`, { version: 2 }, local);
    const begun = await post("/dictionary-imports", { dictionary: "street", version: "1", name: "街道" }, local);
    const boundary = "----s";
    const body = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="f.csv"\r\n\r\n${fullEdition}\r\n--${boundary}--\r\n`;
    const url = `/api/v1/dictionary-imports/${id}/files`;
    const file = await city.upload(local, url, Buffer.from(body), boundary);
    const take = await post(`/dictionary-imports/${id}/take`, undefined, local);
    expect(submit.status).toBe(404);
    for (const { body } of [begun, file, take]) expect(body.code).toBe("permission.missing");
    expect((await get("/dictionaries?dictionary=street")).body.items).toEqual([]);
  });

  test("may give a condition a limit in total, which goes out and comes in with its calendar", async () => {
    const edition = shortEdition.trimEnd().split(/\r?\n/);
    const withTotal = (written: string) =>
      edition.map((line, at) => `${line},${at === 1 ? "总时限" : at === 2 ? written : ""}`).join("\n");
    const vague = await begin("total", "vague", { "部件.csv": withTotal("很快") });
    expect(vague.counts).toMatchObject({ fault: 2 });
    const totals = async (version: string) =>
      (await get(`/dictionaries/${version}/classes`)).body.items.flatMap(
        ({ conditions }: { conditions: { total?: object }[] }) => conditions.flatMap(({ total }) => total ?? []),
      );
    // One that names no calendar is asked about, as one of a stage is: for what is written alike once.
    const bare = await begin("total", "bare", { "部件.csv": withTotal("7日") });
    expect([bare.counts.fault, bare.rows[0].state, bare.rows[0].limit]).toEqual([
      1,
      "asked",
      { amount: 2, kind: "urgent-hours" },
    ]);
    expect(bare.rows[0].says.zh).toMatch(/^总时限：/);
    const about = ({ questions }: typeof bare) =>
      questions.map((one: { pattern: string; rows: number }) => [one.pattern, one.rows]);
    expect(about(bare)).toContainEqual(["日", 1]);
    expect((await post(`/dictionary-imports/${bare.id}/take`)).body.code).toBe("dictionary.unanswered");
    const said = { ...allAnswers, patterns: { ...allAnswers.patterns, 日: "natural-days" } };
    const { body: answered } = await post(`/dictionary-imports/${bare.id}/answers`, said);
    expect([about(answered).at(0), answered.rows[0].state, answered.rows[0].by]).toEqual([
      ["日", 0],
      "answered",
      "pattern",
    ]);
    const { body: barely } = await post(`/dictionary-imports/${bare.id}/take`);
    expect(await totals(barely.versionId)).toEqual([{ amount: 7, kind: "natural-days" }]);
    const { id } = await begin("total", "2026", { "部件.csv": withTotal("7个工作日") });
    await post(`/dictionary-imports/${id}/answers`, allAnswers);
    const { body: taken } = await post(`/dictionary-imports/${id}/take`);
    expect(await totals(taken.versionId)).toEqual([{ amount: 7, kind: "work-days" }]);
    const csv = (await city.raw(keeper, `/api/v1/dictionaries/${taken.versionId}/export.csv?of=part`)).toString();
    const back = await begin("total", "back", { "部件.csv": csv });
    await post(`/dictionary-imports/${back.id}/answers`, allAnswers);
    const { body: again } = await post(`/dictionary-imports/${back.id}/take`);
    expect(await totals(again.versionId)).toEqual([{ amount: 7, kind: "work-days" }]);
  });

  test("gets local classes from 99 downwards, which no later import takes away", async () => {
    const { id } = await begin("local", "2026", { "full.csv": fullEdition });
    const { body: taken } = await post(`/dictionary-imports/${id}/take`);
    const add = (name: string) =>
      post(`/dictionaries/${taken.versionId}/classes`, {
        of: "part",
        majorCode: "01",
        name,
        conditions: [{ files: "损坏", closes: "修复", limit: { amount: 2, kind: "work-days" } }],
      });
    expect((await add("爱心驿站")).body).toMatchObject({ key: "part-0199", major: "公用设施", local: true });
    expect((await add("智慧灯杆")).body.key).toBe("part-0198");
    const next = await begin("local", "2026", { "full.csv": fullEdition.replace("修补", "修补加固") });
    expect((await post(`/dictionary-imports/${next.id}/take`)).body.changed).toBe(true);
    const { items } = (await get(`/dictionaries/${taken.versionId}/classes`)).body;
    expect(items.map(({ key }: { key: string }) => key)).toEqual([
      "part-0101",
      "part-0103",
      "part-0198",
      "part-0199",
      "part-0501",
    ]);
  });
});

describe("a category is found", () => {
  test.each([
    ["by its name", "上水井盖"],
    ["by the beginning of its name", "上水"],
    ["by pinyin", "shangshui"],
    ["by initials", "ssjg"],
    ["by its code", "0101"],
    ["by what people call it", "自来水井盖"],
    ["by what people call it, in a sentence", "我家门口自来水井盖坏了"],
    ["by what people call it in English", "Water Cover"],
    ["by the words of a condition", "压上去响"],
  ])("%s", async (_, q) => {
    found ??= enforce("1", "2026-01-01", { "部件.csv": shortEdition }, "search");
    await found;
    const { items } = (await get(`/categories?q=${encodeURIComponent(q)}&limit=200`)).body;
    expect(items.map(({ id }: { id: string }) => id)).toContain("search/1/part-0101");
  });
  let found: Promise<string> | undefined;
});
