import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { checkMapping, type Mapping } from "./mapping.ts";
import { readReportFile } from "./report-file.ts";
import { readMoment } from "./report-row.ts";

const folder = mkdtempSync(join(tmpdir(), "chengyun-reports-"));
afterAll(() => rmSync(folder, { recursive: true }));

const mapping: Mapping = {
  source: "hotline",
  zone: "Asia/Shanghai",
  encoding: undefined,
  delimiter: ",",
  columns: {
    ref: "编号",
    openedAt: "上报时间",
    closedAt: "办结时间",
    category: "类别",
    department: "部门",
    longitude: "经度",
    latitude: "纬度",
  },
  values: { department: { 排水处: "drainage-office" } },
  bounds: [112, 28, 113, 29],
  defaultPoints: [[112.5, 28.5]],
  facts: { street: "街道" },
};
const head = "编号,上报时间,办结时间,类别,部门,经度,纬度,街道";
const read = (
  lines: readonly string[],
  more: Partial<Mapping> = {},
  encode: (text: string) => Buffer = Buffer.from,
) => {
  const path = join(folder, `${Math.random()}.csv`);
  writeFileSync(path, encode([head, ...lines].join("\r\n")));
  return readReportFile(path, { ...mapping, ...more });
};

describe("a file of another system", () => {
  test("gives each number once, wherever batches end", () => {
    const line = "A1,2026-03-01 08:00:00,,管道堵塞,排水处,112.35,28.85,文庙路";
    const file = read([line, line.replace("A1", "A2"), line]);
    expect(file.rows.map(({ ref }) => ref)).toEqual(["A1", "A2"]);
    expect(file.rejects).toEqual([{ line: 4, ref: "A1", reason: "repeated-in-file" }]);
  });

  test("is read by its mapping: the city's time, our words, spaces cut and told", () => {
    const file = read(["A1,2026-03-01 08:00:00,2026/3/2 9:30,管道堵塞 ,排水处,112.35,28.85,文庙路"]);
    expect(file.rejects).toEqual([]);
    expect(file.trimmed).toBe(1);
    expect(file.rows).toEqual([
      {
        line: 2,
        ref: "A1",
        openedAt: "2026-03-01T00:00:00.000Z",
        closedAt: "2026-03-02T01:30:00.000Z",
        status: "closed",
        category: "管道堵塞",
        title: "管道堵塞",
        department: "drainage-office",
        channel: "import",
        position: [112.35, 28.85],
        placed: true,
        facts: { street: "文庙路" },
      },
    ]);
  });

  test.each([
    ["a number that is missing", ",2026-03-01 08:00,,堵,,112.3,28.8,", "no-number"],
    ["a date that is none", "A,2026-02-30 08:00,,堵,,112.3,28.8,", "no-date-openedAt"],
    ["no category", "A,2026-03-01 08:00,, ,,112.3,28.8,", "no-category"],
    ["a department nobody mapped", "A,2026-03-01 08:00,,堵,城管局,112.3,28.8,", "unknown-department"],
    ["latitude for longitude", "A,2026-03-01 08:00,,堵,,28.8,112.3,", "swapped-coordinates"],
    ["a place in another city", "A,2026-03-01 08:00,,堵,,116.4,39.9,", "position-out-of-bounds"],
    ["no place", "A,2026-03-01 08:00,,堵,,,,", "no-position"],
    ["a cell too few", "A,2026-03-01 08:00,,堵,,112.3,28.8", "wrong-number-of-columns"],
  ])("%s is left out with its line and reason, and the good line beside it is kept", (_, line, reason) => {
    const file = read([line, "B,2026-03-01 08:00,,堵,,112.3,28.8,"]);
    expect(file.rejects).toMatchObject([{ line: 2, reason }]);
    expect(file.rows.map(({ ref }) => ref)).toEqual(["B"]);
  });

  test("what lies on the default point is kept and flagged", () => {
    expect(read(["A,2026-03-01 08:00,,堵,,112.5,28.5,"]).rows[0]?.placed).toBe(false);
  });

  test("dates without a zone are asked about, not guessed, and nothing is imported", () => {
    expect(() => read(["A,2026-03-01 08:00,,堵,,112.3,28.8,"], { zone: undefined })).toThrow(/Say "zone"/);
  });

  test("in GB 18030 is seen to be, gzipped or not; in neither encoding it is asked about", () => {
    // 编号, …, 堵 in GB 18030, as a clerk's spreadsheet writes it.
    const gbk = (text: string): Buffer => {
      const table = new Map<string, number[]>();
      for (let high = 0x81; high <= 0xfe; high += 1)
        for (let low = 0x40; low <= 0xfe; low += 1) {
          const letter = new TextDecoder("gb18030").decode(new Uint8Array([high, low]));
          if (letter.length === 1 && !table.has(letter)) table.set(letter, [high, low]);
        }
      return Buffer.from([...text].flatMap((letter) => table.get(letter) ?? [letter.charCodeAt(0)]));
    };
    const line = ["A,2026-03-01 08:00,,堵,,112.3,28.8,文庙路"];
    const file = read(line, {}, (text) => gzipSync(gbk(text)));
    expect([file.encoding, file.rows[0]?.category, file.rows[0]?.facts["street"]]).toEqual(["gb18030", "堵", "文庙路"]);
    expect(() => read(line, {}, (text) => Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xff])]))).toThrow(
      /neither UTF-8 nor GB 18030/,
    );
  });

  test("without a column of the mapping says which", () => {
    expect(() => read([], { facts: { ward: "选区" } })).toThrow(/no columns 选区/);
  });
});

test.each([
  ["2011-11-06 01:30:00", "America/New_York", "2011-11-06T05:30:00.000Z"],
  ["2011-07-01 01:32:33", "America/New_York", "2011-07-01T05:32:33.000Z"],
  ["2026-03-01T08:00:00+08:00", undefined, "2026-03-01T00:00:00.000Z"],
  ["2026-03-01", "Asia/Shanghai", "2026-02-28T16:00:00.000Z"],
  ["2026-03-01 25:00", "Asia/Shanghai", undefined],
  ["yesterday", "Asia/Shanghai", undefined],
])("%s in %s is %s", (text, zone, expected) => {
  expect(readMoment(text, zone)).toBe(expected);
});

test("a mapping says everything that is wrong with it at once", () => {
  expect(checkMapping({ source: "X", zone: "Boston", columns: { ref: "a", colour: "b" }, bounds: [1] })).toEqual([
    "source: a short name of the other system, e.g. boston-311",
    'zone: "Boston" is no IANA zone',
    "columns.colour: nothing is known by that name",
    "columns.openedAt: is needed",
    "columns.category: is needed",
    "columns.longitude: is needed",
    "columns.latitude: is needed",
    "bounds: west, south, east, north in degrees",
  ]);
});
