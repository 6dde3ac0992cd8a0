import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { deadline, type LimitReading, readLimit, startClock } from "@chengyun/kernel";
import { describe, expect, test } from "vitest";
import { readImport } from "../../apps/server/src/modules/cases/dictionary-import/reading.ts";
import { readSheetFile } from "../../apps/server/src/modules/cases/dictionary-import/sheet-file.ts";
import { toSourceFile } from "../../apps/server/src/modules/cases/dictionary-import/source-row.ts";
import { china } from "../../packages/kernel/src/calendar.fixture.ts";
import {
  expectedResults,
  findYuncheng,
  handStart,
  handWorked,
  readPublished,
  standardAnswers,
} from "../../truth/yuncheng-file.ts";

const paths = findYuncheng(process.env["SHARED_DATA"] ?? resolve(import.meta.dirname, "../../../shared/data"));
const why = "(skipped where the published standards are not there)";

const resultOf = (reading: LimitReading): string => {
  if (reading.is === "fault") return reading.fault;
  if (reading.is === "asked") return `asked: ${reading.question}`;
  const goal = reading.scope?.goal === undefined ? "" : `, to be reached: ${reading.scope.goal}`;
  return `${reading.limit.amount} ${reading.limit.kind}${goal}`;
};

test("every limit of the standard has its deadline worked by hand over two make-up days", () => {
  const start = Date.parse(handStart);
  const due = handWorked.map(([limit]) => [limit, deadline(startClock(limit, start, china), china)]);
  expect(due).toEqual(handWorked.map(([limit, at]) => [limit, Date.parse(at)]));
});

describe.skipIf(paths === undefined)(`the 519 conditions of Yuncheng ${why}`, () => {
  const found = paths ?? { parts: "", events: "", workbook: "", full: "" };
  const load = async (path: string, name: string) => {
    const data = readFileSync(path);
    return toSourceFile(name, data, await readSheetFile(data));
  };

  test("each of the 519 limits gives what the table says of it", () => {
    const rows = readPublished(found);
    const results = rows.map(({ of, code, written }) => [of, code, written, resultOf(readLimit(written))]);
    expect(results).toHaveLength(519);
    expect(results).toEqual(rows.map(({ of, code, written }) => [of, code, written, expectedResults[written]]));
  });

  test("the workbook says the same as its two tables, row by row, zeros and merged cells restored", async () => {
    const book = await load(found.workbook, "standard.xlsx");
    const published = readPublished(found);
    const read = book.rows.map(({ of, cells }) => [of, `${cells.majorCode}${cells.minorCode}`, cells.written]);
    expect(read).toEqual(published.map(({ of, code, written }) => [of, code, written]));
    expect(book.rows.filter(({ remarks }) => remarks.includes("zeros-lost")).length).toBeGreaterThan(0);
  });

  test("once the keeper has answered, every one of the 519 has a deadline worked by hand", async () => {
    const readings = readImport([await load(found.workbook, "standard.xlsx")], standardAnswers);
    const dues = new Map(handWorked.map(([{ amount, kind }, due]) => [`${amount} ${kind}`, Date.parse(due)]));
    const wrong = readings.filter(({ limit }) => {
      if (limit === undefined) return true;
      const due = dues.get(`${limit.amount} ${limit.kind}`);
      return due === undefined || deadline(startClock(limit, Date.parse(handStart), china), china) !== due;
    });
    expect([readings.length, wrong.map(({ id, row }) => [id, row.cells.written])]).toEqual([519, []]);
  });
});
