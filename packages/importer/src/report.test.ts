import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkMapping, toMapping } from "./map/mapping.ts";
import { listUncoded, preview } from "./preview.ts";
import { understand } from "./understanding.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "chengyun-reports-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const mapping = {
  kind: "reports",
  source: "hotline",
  zone: "Asia/Shanghai",
  system: "wgs-84",
  bounds: [112, 28, 113, 29],
  defaultPoints: [[112.5, 28.5]],
  fields: {
    ref: "编号",
    openedAt: "上报时间",
    closedAt: "办结时间",
    category: { column: "类别", words: { 堵: "drain-blocked" } },
    department: { column: "部门", words: { 排水处: "drainage-office" } },
    at: { x: "经度", y: "纬度" },
    address: "地址",
    facts: { street: "街道" },
  },
};
const head = "编号,上报时间,办结时间,类别,部门,经度,纬度,街道,地址";
let nth = 0;
const open = (lines: readonly string[], more: object = {}, encode: (text: string) => Buffer = Buffer.from) => {
  nth += 1;
  const path = join(folder, `${nth}.csv`);
  writeFileSync(path, encode([head, ...lines].join("\r\n")));
  return understand(path, toMapping({ ...mapping, ...more }, "test"));
};
const read = async (...given: Parameters<typeof open>) => preview(await open(...given));
const rowsOf = (seen: Awaited<ReturnType<typeof read>>) =>
  (seen.samples as { line: number; row: Record<string, unknown> }[]).map(({ row }) => row);

describe("reports of another system", () => {
  test("are read by their mapping: the city's time, our words, the file's own where nobody told any", async () => {
    const seen = await read([
      "A1,2026-03-01 08:00:00,2026/3/2 9:30,堵 ,排水处,112.35,28.85,文庙路,",
      "A2,2026-03-01T08:00:00+08:00,,噪音,,112.36,28.86,,",
    ]);
    expect(seen.faults).toEqual([]);
    expect(rowsOf(seen)).toEqual([
      {
        ref: "A1",
        openedAt: "2026-03-01T00:00:00.000Z",
        closedAt: "2026-03-02T01:30:00.000Z",
        status: "closed",
        category: "drain-blocked",
        title: "堵",
        department: "drainage-office",
        channel: "import",
        position: [112.35, 28.85],
        placed: true,
        facts: { street: "文庙路" },
      },
      expect.objectContaining({ ref: "A2", openedAt: "2026-03-01T00:00:00.000Z", status: "open", category: "噪音" }),
    ]);
    const categories = [{ id: "drain-blocked", name: { zh: "管道堵塞", en: "Blocked drain" } }];
    expect(listUncoded(toMapping(mapping, "test"), seen, { categories })).toEqual([{ word: "噪音", rows: 1 }]);
    expect(seen.span).toEqual([Date.parse("2026-03-01T00:00:00Z"), Date.parse("2026-03-01T00:00:00Z")]);
  });

  test.each([
    ["a number that is missing", ",2026-03-01 08:00,,堵,,112.3,28.8,,", "absent"],
    ["a date that is none", "A,2026-02-30 08:00,,堵,,112.3,28.8,,", "no-time"],
    ["no category", "A,2026-03-01 08:00,, ,,112.3,28.8,,", "absent"],
    ["a department nobody told", "A,2026-03-01 08:00,,堵,城管局,112.3,28.8,,", "unknown-word"],
    ["latitude for longitude", "A,2026-03-01 08:00,,堵,,28.8,112.3,,", "swapped-coordinates"],
    ["a place in another city", "A,2026-03-01 08:00,,堵,,116.4,39.9,,", "position-out-of-bounds"],
    ["neither place nor address", "A,2026-03-01 08:00,,堵,,,,,", "no-position"],
    ["a cell too few", "A,2026-03-01 08:00,,堵,,112.3,28.8,", "wrong-number-of-columns"],
  ])("%s is left out with its line and reason, and the good line beside it is kept", async (_, line, code) => {
    const seen = await read([line, "B,2026-03-01 08:00,,堵,,112.3,28.8,,"]);
    expect(seen.faults).toMatchObject([{ line: 2, code }]);
    expect(rowsOf(seen).map(({ ref }) => ref)).toEqual(["B"]);
  });

  test("give each number once, wherever batches end", async () => {
    const line = (ref: string) => `${ref},2026-03-01 08:00,,堵,,112.3,28.8,,`;
    const many = Array.from({ length: 3_000 }, (_, n) => line(`N${n}`));
    const seen = await read([...many, line("N0")]);
    expect(seen.rows.reports).toBe(3_000);
    expect(seen.faults).toMatchObject([{ line: 3_002, code: "repeated-in-file" }]);
  });

  test("on a default point, or with an address alone, are kept, flagged and drawn nowhere; a crowd at one point is told", async () => {
    const crowd = Array.from({ length: 30 }, (_, n) => `C${n},2026-03-01 08:00,,堵,,112.4,28.4,,`);
    const seen = await read([
      "A,2026-03-01 08:00,,堵,,112.5,28.5,,",
      "B,2026-03-01 08:00,,堵,,,,,文庙路 3 号",
      ...crowd,
    ]);
    expect([seen.unplaced, seen.shapes.length, seen.faultCount]).toEqual([2, 30, 0]);
    const [onPoint, byAddress] = rowsOf(seen);
    expect(onPoint).toMatchObject({ placed: false, position: [112.5, 28.5] });
    expect(byAddress).toMatchObject({ placed: false, facts: { address: "文庙路 3 号" } });
    expect(byAddress).not.toHaveProperty("position");
    expect(seen.notices).toMatchObject([{ en: expect.stringMatching(/^30 rows .* 112\.4, 28\.4 /) }]);
  });

  test("without a zone are asked about before any of them is read, wherever the first stands", async () => {
    const zoned = Array.from({ length: 2_000 }, (_, n) => `A${n},2026-03-01T08:00:00Z,,堵,,112.3,28.8,,`);
    await expect(open([...zoned, "B,2026-03-01 08:00,,堵,,112.3,28.8,,"], { zone: undefined })).rejects.toThrow(
      /line 2002 .* without a zone/,
    );
    const { rows } = await read(zoned, { zone: undefined });
    expect(rows.reports).toBe(2_000);
  });

  test("in seconds or day/month/year, gzipped or not, are what the mapping says they are", async () => {
    const bySeconds = await read(["A,1772323200,,堵,,112.3,28.8,,"], { times: "seconds", zone: undefined });
    expect(rowsOf(bySeconds)[0]?.["openedAt"]).toBe("2026-03-01T00:00:00.000Z");
    const byDay = await read(["A,01/03/2026 08:00,,堵,,112.3,28.8,,"], { times: "day-month-year" }, (text) =>
      gzipSync(Buffer.from(text)),
    );
    expect(rowsOf(byDay)[0]?.["openedAt"]).toBe("2026-03-01T00:00:00.000Z");
  });
});

test("a mapping of reports says everything that is wrong with it at once, and one of the shape before is told so", () => {
  const faults = checkMapping({ kind: "reports", source: "X", zone: "Boston", fields: { ref: "a" }, bounds: [1] });
  for (const part of ["source", "zone", "bounds", "fields.openedAt", "fields.category"])
    expect(faults.some((one) => one.startsWith(part))).toBe(true);
  expect(() => toMapping({ source: "hotline", columns: { ref: "a" } }, "old.json")).toThrow(/"kind": "reports"/);
});
