import type { ImportedRow } from "@chengyun/contracts";
import { fromWall } from "@chengyun/kernel";
import type { Mapping, Use } from "./mapping.ts";

/** A line of the file by its headings. */
export type Line = Readonly<Record<string, string>>;

/** Why a line is no report; `reason` is a word of the list that the command explains. */
export interface Reject {
  readonly line: number;
  readonly ref: string;
  readonly reason: string;
}

/** A line read: the row, and how many of its values had spaces around them that were cut. */
export interface Read {
  readonly row: ImportedRow;
  readonly trimmed: number;
}

const wallPattern = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/;
const zonedPattern = /(?:Z|[+-]\d{2}:?\d{2})$/;

/** Moment of a date as the file writes it: with its own offset, or by the city's clock in the zone given. */
export const readMoment = (text: string, zone: string | undefined): string | "no-zone" | undefined => {
  if (zonedPattern.test(text) && text.includes(":")) {
    const at = Date.parse(text.replace(" ", "T"));
    return Number.isNaN(at) ? undefined : new Date(at).toISOString();
  }
  const found = wallPattern.exec(text);
  if (found === null) return undefined;
  if (zone === undefined) return "no-zone";
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found
    .slice(1)
    .map((part) => Number(part ?? 0));
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const written = new Date(wall);
  const isDate = written.getUTCMonth() === month - 1 && written.getUTCDate() === day && hour < 24 && minute < 60;
  return isDate ? new Date(fromWall(zone, wall)).toISOString() : undefined;
};

const isInside = ([west, south, east, north]: NonNullable<Mapping["bounds"]>, x: number, y: number): boolean =>
  x >= west && x <= east && y >= south && y <= north;

/** A position, or the word for why it is none. Numbers that only fit the other way round are said to be swapped, not turned. */
export const readPosition = (mapping: Mapping, x: string, y: string): [number, number] | string => {
  const [longitude, latitude] = [Number(x), Number(y)];
  if (x === "" || y === "" || Number.isNaN(longitude) || Number.isNaN(latitude)) return "no-position";
  const bounds = mapping.bounds ?? [-180, -90, 180, 90];
  if (isInside(bounds, longitude, latitude)) return [longitude, latitude];
  return isInside(bounds, latitude, longitude) ? "swapped-coordinates" : "position-out-of-bounds";
};

const isDefault = ({ defaultPoints }: Mapping, [x, y]: readonly [number, number]): boolean =>
  defaultPoints.some(([u, v]) => u === x && v === y);

/** Reads the values of one line by use: trimmed, and in our words where the mapping has them. */
const openLine = (mapping: Mapping, line: Line) => {
  let trimmed = 0;
  const cut = (text: string): string => {
    const plain = text.trim();
    if (plain !== text) trimmed += 1;
    return plain;
  };
  return {
    value: (use: Use): string => {
      const column = mapping.columns[use];
      return column === undefined ? "" : cut(line[column] ?? "");
    },
    fact: (column: string): string => cut(line[column] ?? ""),
    trimmed: () => trimmed,
  };
};

type Opened = ReturnType<typeof openLine>;

/** A value in our words; undefined when it is empty, `unknown` when the mapping has words and not this one. */
const translate = ({ values }: Mapping, use: Use, text: string): string | undefined | { unknown: true } => {
  if (text === "") return undefined;
  const words = values[use];
  if (words === undefined) return text;
  return Object.hasOwn(words, text) ? words[text] : { unknown: true };
};

const codedUses = ["status", "verdict", "department", "channel", "category"] as const;

const readWords = (mapping: Mapping, opened: Opened): Partial<Record<Use, string>> | string => {
  const words: Partial<Record<Use, string>> = {};
  for (const use of codedUses) {
    const word = translate(mapping, use, opened.value(use));
    if (typeof word === "object") return `unknown-${use}`;
    if (word !== undefined) words[use] = word;
  }
  return words;
};

const timeUses = ["openedAt", "targetAt", "closedAt"] as const;

const readTimes = (mapping: Mapping, opened: Opened): Partial<Record<Use, string>> | string => {
  const times: Partial<Record<Use, string>> = {};
  for (const use of timeUses) {
    const text = opened.value(use);
    if (text === "") continue;
    const at = readMoment(text, mapping.zone);
    if (at === undefined) return `no-date-${use}`;
    if (at === "no-zone") return "no-zone";
    times[use] = at;
  }
  return times["openedAt"] === undefined ? "no-date-openedAt" : times;
};

const factsOf = (mapping: Mapping, opened: Opened): Record<string, string> =>
  Object.fromEntries(
    Object.entries(mapping.facts)
      .map(([name, column]) => [name, opened.fact(column).slice(0, 500)] as const)
      .filter(([, value]) => value !== ""),
  );

const mostResult = 4_000;
const mostShort = 200;

/** A line as a row to import, or why it is none. */
export const readLine = (mapping: Mapping, line: Line, number: number): Read | Reject => {
  const opened = openLine(mapping, line);
  const ref = opened.value("ref");
  const reject = (reason: string): Reject => ({ line: number, ref, reason });
  if (ref === "") return reject("no-number");
  const times = readTimes(mapping, opened);
  if (typeof times === "string") return reject(times);
  const words = readWords(mapping, opened);
  if (typeof words === "string") return reject(words);
  const category = words.category;
  if (category === undefined) return reject("no-category");
  const position = readPosition(mapping, opened.value("longitude"), opened.value("latitude"));
  if (typeof position === "string") return reject(position);
  const [queue, result] = [opened.value("queue"), opened.value("result").slice(0, mostResult)];
  const given = {
    targetAt: times.targetAt,
    closedAt: times.closedAt,
    verdict: words.verdict as ImportedRow["verdict"],
    department: words.department,
    queue: queue === "" ? undefined : queue,
    result: result === "" ? undefined : result,
  };
  const row = {
    line: number,
    ref,
    openedAt: times.openedAt ?? "",
    status: (words.status ?? (times.closedAt === undefined ? "open" : "closed")) as ImportedRow["status"],
    category,
    title: (opened.value("title") || category).slice(0, mostShort),
    channel: words.channel ?? "import",
    position,
    placed: !isDefault(mapping, position),
    facts: factsOf(mapping, opened),
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  } as ImportedRow;
  return { row, trimmed: opened.trimmed() };
};
