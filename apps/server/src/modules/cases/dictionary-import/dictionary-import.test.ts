import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { officer } from "../../../testing/actors.ts";
import { fullEdition, shortEdition, toGb } from "../../../testing/dictionary-edition.fixture.ts";
import { keeperOf } from "../../../testing/dictionary-keeper.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";

let city: TestCity;
const keeper = officer({ permissions: ["dictionaries.read", "dictionaries.edit", "cases.read"] });
const { upload, begin } = keeperOf(() => city, keeper);

beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const post = (url: string, body?: object, actor = keeper) => city.call(actor, "POST", `/api/v1${url}`, body);
const get = (url: string, actor = keeper) => city.call(actor, "GET", `/api/v1${url}`);

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
    // How many open questions each would answer: the leading one none of its own.
    expect(files.map(({ answers }: { answers: number }) => answers)).toEqual([0, 1]);
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
    expect(body.files.map(({ answers }: { answers: number }) => answers)).toEqual([0, 1]);
    // Two days here, three there: another edition's amount is no answer.
    expect(settled[2]).toEqual(["2天", "asked", undefined, undefined]);
  });

  test("a limit of two amounts waits until the keeper says which of them counts", async () => {
    const table = `大类代码,大类名称,小类代码,小类名称,立案条件,结案条件,处置时限
01,公用设施,01,上水井盖,井盖丢失,补装,2工作日或4工作时
01,公用设施,02,污水井盖,井盖丢失,补装,10工作日（汛期3日）
`;
    const { id, questions } = await begin("amounts", "2026", { "部件.csv": table });
    expect(questions.map((one: Record<string, unknown>) => [one["pattern"], one["question"], one["limits"]])).toEqual([
      [
        "2工作日或4工作时",
        "several-amounts",
        [
          { amount: 2, kind: "work-days" },
          { amount: 4, kind: "work-hours" },
        ],
      ],
      [
        "10工作日(汛期3日)",
        "several-amounts",
        [
          { amount: 10, kind: "work-days" },
          { amount: 3, kind: "work-days" },
          { amount: 3, kind: "natural-days" },
        ],
      ],
    ]);
    expect((await post(`/dictionary-imports/${id}/take`)).body.code).toBe("dictionary.unanswered");
    const answers = {
      patterns: { "2工作日或4工作时": "work-hours", "10工作日(汛期3日)": { amount: 10, kind: "work-days" } },
      rows: {},
    };
    const { body } = await post(`/dictionary-imports/${id}/answers`, answers);
    expect(body.rows.map((row: Record<string, unknown>) => [row["state"], row["by"], row["limit"]])).toEqual([
      ["answered", "pattern", { amount: 4, kind: "work-hours" }],
      ["answered", "pattern", { amount: 10, kind: "work-days" }],
    ]);
    // A calendar that two of the amounts share settles nothing, nor does a limit nobody wrote.
    for (const meant of ["work-days", { amount: 9, kind: "work-days" }]) {
      const again = await post(`/dictionary-imports/${id}/answers`, { patterns: { "10工作日(汛期3日)": meant } });
      expect(again.body.rows[1].state).toBe("asked");
    }
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
        readFileSync(new URL("./dictionary-import.test.ts", import.meta.url)).subarray(0, 400),
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
