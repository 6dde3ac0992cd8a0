import { readFileSync } from "node:fs";
import readWorkbook from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { eventEdition, fullEdition, shortEdition, toGb } from "./edition.fixture.ts";

let city: TestCity;
const keeper = officer({ permissions: ["dictionaries.read", "dictionaries.edit", "cases.read"] });
const approver = officer({
  permissions: ["dictionaries.read", "dictionaries.edit", "dictionaries.approve", "cases.read"],
});

beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const upload = async (id: string, name: string, data: Buffer) => {
  const boundary = "----dictionary";
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), data, Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return city.upload(keeper, `/api/v1/dictionary-imports/${id}/files`, body, boundary);
};

const begin = async (dictionary: string, version: string, files: Readonly<Record<string, Buffer | string>>) => {
  const { body } = await city.call(keeper, "POST", "/api/v1/dictionary-imports", {
    dictionary,
    version,
    name: "山南县",
  });
  let shown = body;
  for (const [name, data] of Object.entries(files)) {
    const answer = await upload(body.id, name, Buffer.from(data as string));
    expect(answer.status).toBe(201);
    shown = answer.body;
  }
  return shown;
};

const post = (url: string, body?: object, actor = keeper) => city.call(actor, "POST", `/api/v1${url}`, body);
const get = (url: string, actor = keeper) => city.call(actor, "GET", `/api/v1${url}`);

const allAnswers = {
  patterns: { 小时: "work-hours", 天: "work-days", 种植季节工作日: "work-days", 紧急工作日: "natural-days" },
  rows: {},
};

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

describe("what an import understands", () => {
  test("every row: what it means, what it asks, what is wrong, what was mended", async () => {
    const shown = await begin("rows", "2026", { "部件.csv": shortEdition });
    expect(shown.counts).toEqual({ understood: 2, asked: 3, answered: 0, fault: 1, leftOut: 1 });
    const rows = shown.rows.map((row: Record<string, unknown>) => [
      row["line"],
      row["key"],
      row["state"],
      row["written"],
    ]);
    expect(rows).toEqual([
      [3, "part-0101", "understood", "2紧急工作时"],
      [4, "part-0101", "asked", "4小时"],
      [5, "part-0101", "asked", "2天"],
      [6, "part-0103", "understood", "2紧急工作时"],
      [7, "part-0402", "asked", "种植季节15工作日"],
      [8, "part-0402", "fault", "1天"],
      [9, "part-0402", "left-out", "种植季节15工作日"],
    ]);
    expect(shown.rows[0].remarks).toEqual(["zeros-lost"]);
    expect(shown.rows[1].remarks).toEqual(["filled-down"]);
    expect(shown.rows[5].says.zh).toBe("没有结案条件");
    expect(shown.questions.map((one: { pattern: string; rows: number }) => [one.pattern, one.rows])).toEqual([
      ["小时", 1],
      ["天", 1],
      ["种植季节工作日", 1],
    ]);
    const rejects = await city.raw(keeper, `/api/v1/dictionary-imports/${shown.id}/rejects.csv`);
    expect(rejects.toString()).toContain("部件.csv,,8,行道树,无结案的一条,1天,没有结案条件");
  });

  test("nothing counts while one limit has no calendar, whoever asks for it", async () => {
    const { id } = await begin("asked", "2026", { "部件.csv": shortEdition });
    expect((await post(`/dictionary-imports/${id}/take`)).body.code).toBe("dictionary.unanswered");
    await post(`/dictionary-imports/${id}/answers`, { patterns: { 小时: "work-hours", 天: "urgent-hours" }, rows: {} });
    expect((await post(`/dictionary-imports/${id}/take`)).body.code).toBe("dictionary.unanswered");
    expect((await get("/dictionaries?dictionary=asked")).body.items).toEqual([]);
  });

  test("the fuller edition answers where it says the same amount, and every difference is listed", async () => {
    const { id, differences, files } = await begin("editions", "2026", {
      "部件.csv": shortEdition,
      "full.csv": fullEdition,
    });
    expect(files.map(({ lost, leads }: { lost: number; leads: boolean }) => [lost, leads])).toEqual([
      [3, true],
      [0, false],
    ]);
    const told = differences.map((one: Record<string, never>) => `${one["what"]} ${one["files"]}`);
    expect(told).toEqual([
      "limit 盖面裂开",
      "limit 压上去响",
      "closes 井盖丢失",
      "only-in-first 树木枯死",
      "only-in-first 无结案的一条",
      "only-in-first 树木枯死",
      "only-in-other 墙体开裂",
    ]);
    const { body } = await post(`/dictionary-imports/${id}/answers`, { patterns: {}, rows: {}, follow: 1 });
    const settled = body.rows
      .filter((row: { file: number }) => row.file === 0)
      .map((row: Record<string, unknown>) => [row["written"], row["state"], row["by"], row["limit"]]);
    expect(settled[1]).toEqual(["4小时", "answered", "edition", { amount: 4, kind: "work-hours" }]);
    // Two days here, three there: another edition's amount is no answer.
    expect(settled[2]).toEqual(["2天", "asked", undefined, undefined]);
  });

  test("GB 18030 is known for what it is, and another encoding is refused in a sentence", async () => {
    const shown = await begin("gb", "2026", { "部件.csv": toGb(shortEdition) });
    expect(shown.files[0].encoding).toBe("GB 18030");
    expect(shown.rows[0].name).toBe("上水井盖");
    const { id } = await begin("bad", "2026", {});
    for (const [name, data, code] of [
      ["big5.csv", Buffer.from([0xa4, 0x40, 0x2c, 0xff, 0xfe, 0x80, 0x0a]), "dictionary.unreadable"],
      ["book.xlsx", Buffer.from("PK\u0003\u0004 no workbook at all"), "dictionary.unreadable"],
      [
        "photo.jpg",
        readFileSync(new URL("./dictionary.test.ts", import.meta.url)).subarray(0, 400),
        "dictionary.unreadable",
      ],
      ["words.csv", Buffer.from("甲,乙\n一,二\n"), "dictionary.no-table"],
    ] as const) {
      const { status, body } = await upload(id, name, data);
      expect([status, body.code]).toEqual([422, code]);
    }
    expect((await get(`/dictionary-imports/${id}`)).body.files).toEqual([]);
  });

  test("a workbook that says it unpacks to ten gigabytes is refused unread", async () => {
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt32LE(3_900_000_000, 24);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(3, 10);
    end.writeUInt32LE(30, 16);
    const start = Buffer.alloc(30);
    start.writeUInt32LE(0x04034b50, 0);
    const { id } = await begin("bomb", "2026", {});
    const answer = await upload(id, "b.xlsx", Buffer.concat([start, entry, entry, entry, end]));
    expect(answer.body.code).toBe("dictionary.unreadable");
  });
});

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
    const other = await post("/dictionary-imports", { dictionary: "street", version: "1", name: "街道" }, local);
    const boundary = "----s";
    const body = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="f.csv"\r\n\r\n${fullEdition}\r\n--${boundary}--\r\n`;
    await city.upload(local, `/api/v1/dictionary-imports/${other.body.id}/files`, Buffer.from(body), boundary);
    const take = await post(`/dictionary-imports/${other.body.id}/take`, undefined, local);
    expect([submit.status, take.status]).toEqual([404, 404]);
    expect((await get("/dictionaries?dictionary=street")).body.items).toEqual([]);
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
    ["by the words of a condition", "压上去响"],
  ])("%s", async (_, q) => {
    found ??= enforce("1", "2026-01-01", { "部件.csv": shortEdition }, "search");
    await found;
    const { items } = (await get(`/categories?q=${encodeURIComponent(q)}&limit=200`)).body;
    expect(items.map(({ id }: { id: string }) => id)).toContain("search/1/part-0101");
  });
  let found: Promise<string> | undefined;
});
