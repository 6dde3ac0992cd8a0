import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Limit, naturalDays, type TimeKind, urgentHours, workDays, workHours } from "@chengyun/kernel";
import { parse } from "csv-parse/sync";

const folder = "codes/city-management";

/** The published editions: the workbook, its two tables, and the fuller edition of the parts. */
export const yunchengFiles = {
  workbook: "yuncheng-filing-standards-original.xlsx",
  parts: "yuncheng-filing-standards-components.csv",
  events: "yuncheng-filing-standards-events.csv",
  full: "yuncheng-comprehensive-standards-full.csv",
} as const;

/** Path of an edition below the data folder; undefined when one of them is not there. */
export const findYuncheng = (data: string): Readonly<Record<keyof typeof yunchengFiles, string>> | undefined => {
  const paths = Object.entries(yunchengFiles).map(([name, file]) => [name, join(data, folder, file)] as const);
  return paths.every(([, path]) => existsSync(path))
    ? (Object.fromEntries(paths) as Record<keyof typeof yunchengFiles, string>)
    : undefined;
};

/** A row of the published tables, read without the platform. */
export interface PublishedRow {
  readonly of: "part" | "event";
  readonly code: string;
  readonly files: string;
  readonly written: string;
}

const readTable = (path: string, of: PublishedRow["of"]): PublishedRow[] =>
  (parse(readFileSync(path), { columns: true, bom: true }) as Record<string, string>[]).map((row) => ({
    of,
    code: `${row["大类代码"]}${row["小类代码"]}`,
    files: row["立案条件"] ?? "",
    written: row["处置时限"] ?? "",
  }));

/** The 519 published conditions. */
export const readPublished = (paths: Readonly<Record<"parts" | "events", string>>): PublishedRow[] => [
  ...readTable(paths.parts, "part"),
  ...readTable(paths.events, "event"),
];

/** The parts of the fuller edition; its merged cells are blank in the file. */
export const readFull = (path: string): PublishedRow[] => {
  const [, , ...lines] = parse(readFileSync(path), { bom: true }) as string[][];
  let [major, minor] = ["", ""];
  return lines.map((cells) => {
    major = cells[0] === "" ? major : (cells[0] ?? "");
    minor = cells[2] === "" ? minor : (cells[2] ?? "");
    return { of: "part", code: `${major}${minor}`, files: cells[4] ?? "", written: cells[5] ?? "" };
  });
};

/** What each limit as written must give: its calendar, or the question that has to be asked. */
export const expectedResults: Readonly<Record<string, string>> = {
  "1紧急工作时": "1 urgent-hours",
  "2紧急工作时": "2 urgent-hours",
  "4紧急工作时": "4 urgent-hours",
  "1紧急工作时制止": "1 urgent-hours, to be reached: 制止",
  "1紧急工作日": "asked: urgent-days",
  "2紧急工作日": "asked: urgent-days",
  "2小时": "asked: which-calendar",
  "4小时": "asked: which-calendar",
  "1天": "asked: which-calendar",
  "2天": "asked: which-calendar",
  "3天": "asked: which-calendar",
  "4天": "asked: which-calendar",
  "5天": "asked: which-calendar",
  "7天": "asked: which-calendar",
  "10天": "asked: which-calendar",
  "15天": "asked: which-calendar",
};

/** What the city of Yuncheng's keeper would answer, by the standard's own sheet. */
export const standardAnswers = {
  patterns: { 天: "work-days", 小时: "work-hours", 紧急工作日: "natural-days" } satisfies Record<string, TimeKind>,
  rows: {},
};

/** When the clock of every deadline below is started: a Friday afternoon before a make-up Sunday. */
export const handStart = "2026-09-18T16:00:00+08:00";

/**
 * Deadlines worked by hand from the State Council's notice for 2026: Sunday 20 September is worked, 25 to 27 September
 * and 1 to 7 October are off, Saturday 10 October is worked; work is from 8 to 12 and from 14 to 18.
 */
export const handWorked: readonly (readonly [limit: Limit, due: string])[] = [
  [urgentHours(1), "2026-09-18T17:00:00+08:00"],
  [urgentHours(2), "2026-09-18T18:00:00+08:00"],
  [urgentHours(4), "2026-09-18T20:00:00+08:00"],
  [workHours(2), "2026-09-18T18:00:00+08:00"],
  [workHours(4), "2026-09-20T10:00:00+08:00"],
  [naturalDays(1), "2026-09-19T16:00:00+08:00"],
  [naturalDays(2), "2026-09-20T16:00:00+08:00"],
  [workDays(1), "2026-09-20T16:00:00+08:00"],
  [workDays(2), "2026-09-21T16:00:00+08:00"],
  [workDays(3), "2026-09-22T16:00:00+08:00"],
  [workDays(4), "2026-09-23T16:00:00+08:00"],
  [workDays(5), "2026-09-24T16:00:00+08:00"],
  [workDays(7), "2026-09-29T16:00:00+08:00"],
  [workDays(10), "2026-10-09T16:00:00+08:00"],
  [workDays(15), "2026-10-15T16:00:00+08:00"],
];
