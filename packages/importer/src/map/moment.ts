import { fromWall, zoneOffset } from "@chengyun/kernel";
import { z } from "zod";
import { fault, type RowFault } from "../fault.ts";
import { ValueSource } from "./value.ts";

const Piece = ValueSource;

/** Where the time of a record comes from: one column, or its pieces. */
export const MomentSource = z.union([
  z.string(),
  z.object({ year: Piece, month: Piece, day: Piece, hour: Piece.optional(), minute: Piece.optional() }),
  /** The time of the first row and the step to the next, where the file has no column of time. */
  z.object({
    column: z.string(),
    format: z.enum(["iso", "day-month-year", "month-day-year", "seconds", "milliseconds"]),
  }),
]);
export type MomentSource = z.infer<typeof MomentSource>;

type Order = "iso" | "day-month-year" | "month-day-year";

const isoPattern = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T](\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?)?$/;
const localPattern =
  /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{2,4})(?:[ T](\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?)?$/;
/** A time of day and its offset behind it. */
const zonedPattern = /([T ]\d{1,2}(?::\d{2}){0,2}(?:[.,]\d+)?)\s*(?:Z|([+-])(\d{2}):?(\d{2}))$/;

/** Why a text is no moment: `no-such-hour` was left out by the zone's clocks in spring, `hour-twice` lived twice in autumn. */
export type NoMoment = "no-time" | "no-zone" | "no-such-hour" | "hour-twice";

/** Whose wall clock a file's times are by; `twice` says which of the two is meant where it showed a time twice. */
export interface WallClock {
  readonly zone?: string | undefined;
  readonly twice?: "first" | "second" | undefined;
}

const monthsMost = 12;

/** Wall clock of the pieces, or undefined when there is no such day or hour. */
const toWall = (pieces: readonly number[]): number | undefined => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, ms = 0] = pieces;
  if (month < 1 || month > monthsMost || day < 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, ms);
  return new Date(wall).getUTCDate() === day ? wall : undefined;
};

const piecesOf = (text: string, order: Order): number[] | undefined => {
  const found = (order === "iso" ? isoPattern : localPattern).exec(text);
  if (found === null) return undefined;
  const [one = 0, two = 0, three = 0, ...clock] = found.slice(1, 7).map((piece) => Number(piece ?? 0));
  const ms = Math.round(Number(`0.${found[7] ?? "0"}`) * 1_000);
  if (order === "iso") return [one, two, three, ...clock, ms];
  const year = three < 100 ? 2_000 + three : three;
  return order === "day-month-year" ? [year, two, one, ...clock, ms] : [year, one, two, ...clock, ms];
};

/** By how much moments of a zone are behind what its clock showed; where it showed that twice, the second time, too. */
interface Shift {
  readonly first: number | "no-such-hour";
  readonly second?: number;
}

/** A moment at which the zone's clock showed a reading, by the offset of another moment near by. */
const shownAt = (zone: string, wall: number, near: number): number | undefined => {
  const at = wall - zoneOffset(zone, near);
  return at + zoneOffset(zone, at) === wall ? at : undefined;
};

/** No zone turns its clocks twice within as long. */
const turnMs = 6 * 3_600_000;

const findShift = (zone: string, wall: number): Shift => {
  const at = fromWall(zone, wall);
  const [early, late] = [shownAt(zone, wall, at - turnMs), shownAt(zone, wall, at + turnMs)];
  const first = early ?? late;
  if (first === undefined) return { first: "no-such-hour" };
  return { first: first - wall, ...(late === undefined || late === first ? {} : { second: late - wall }) };
};

/** Rows of a quarter of an hour share their shift: the zone is asked once for many of them. */
let lastZone = "";
let lastSlot = Number.NaN;
let lastShift: Shift = { first: 0 };
const slotMs = 900_000;

const throughZone = (wall: number, { zone, twice }: WallClock): number | NoMoment => {
  if (zone === undefined) return "no-zone";
  const slot = Math.floor(wall / slotMs);
  if (zone !== lastZone || slot !== lastSlot) {
    lastShift = findShift(zone, slot * slotMs);
    lastZone = zone;
    lastSlot = slot;
  }
  const { first, second } = lastShift;
  if (first === "no-such-hour") return first;
  if (second === undefined || twice === "first") return wall + first;
  return twice === "second" ? wall + second : "hour-twice";
};

const minuteMs = 60_000;

/** Wall clock of a text, by the offset that stands behind it. */
const readZoned = (text: string, order: Order): number | NoMoment | undefined => {
  const found = zonedPattern.exec(text);
  if (found === null) return undefined;
  const [, clock = "", sign, hours = "0", minutes = "0"] = found;
  const pieces = piecesOf(text.slice(0, found.index) + clock, order);
  // Not by the engine: it takes the 30th of February for the 2nd of March.
  const wall = pieces === undefined ? undefined : toWall(pieces);
  if (wall === undefined || Number(hours) > 23 || Number(minutes) > 59) return "no-time";
  const ahead = (Number(hours) * 60 + Number(minutes)) * minuteMs;
  return sign === "-" ? wall + ahead : wall - ahead;
};

/** Beginning of a day (`YYYY-MM-DD`); NaN when the calendar has no such day. */
const startOfDay = (day: string): number => {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? at : Number.NaN;
};

/** Rows of one day share its beginning. */
let plainDay = "";
let plainDayAt = Number.NaN;

const digitAt = (text: string, at: number): number => {
  const digit = text.charCodeAt(at) - 48;
  return digit >= 0 && digit <= 9 ? digit : Number.NaN;
};

const pairAt = (text: string, at: number, most: number): number => {
  const pair = digitAt(text, at) * 10 + digitAt(text, at + 1);
  return pair <= most ? pair : Number.NaN;
};

const colon = 58;
const letterT = 84;

/** The usual form of machines (`2023-03-01T00:00:02+00:00`), read without a pattern. */
const readPlainUtc = (text: string): number | undefined => {
  if (text.length !== 25 || !text.endsWith("+00:00") || text.charCodeAt(10) !== letterT) return undefined;
  if (text.charCodeAt(13) !== colon || text.charCodeAt(16) !== colon) return undefined;
  const day = text.slice(0, 10);
  if (day !== plainDay) [plainDay, plainDayAt] = [day, startOfDay(day)];
  const seconds = pairAt(text, 11, 23) * 3_600 + pairAt(text, 14, 59) * 60 + pairAt(text, 17, 59);
  const at = plainDayAt + seconds * 1_000;
  return Number.isNaN(at) ? undefined : at;
};

/** The same text comes again and again in a file sorted by time. */
let lastText: string | undefined;
let lastAt = 0;

/** A moment as a file writes it, ms since 1970: with its own offset, or by the wall clock told. */
export const readMoment = (text: string, clock: WallClock, order: Order = "iso"): number | NoMoment => {
  const { zone } = clock;
  if (text === lastText && zone === undefined) return lastAt;
  const quick = readPlainUtc(text);
  if (quick !== undefined) {
    if (zone === undefined) [lastText, lastAt] = [text, quick];
    return quick;
  }
  const zoned = readZoned(text, order);
  if (zoned !== undefined) return zoned;
  const pieces = piecesOf(text, order);
  const wall = pieces === undefined ? undefined : toWall(pieces);
  return wall === undefined ? "no-time" : throughZone(wall, clock);
};

/** A moment from its pieces by a wall clock. */
export const momentOfPieces = (pieces: readonly number[], clock: WallClock): number | NoMoment => {
  const wall = toWall(pieces);
  return wall === undefined ? "no-time" : throughZone(wall, clock);
};

const noMomentWords: Readonly<Record<NoMoment, (shown: string) => readonly [zh: string, en: string]>> = {
  "no-zone": () => ["时间没有时区，映射文件也没有写 zone", "the time has no zone, and the mapping says none"],
  "no-time": (shown) => [`${shown} 不是时间`, `${shown} is no time`],
  "no-such-hour": (shown) => [
    `当地时钟没有 ${shown} 这一刻（夏令时开始时跳过）；如是别的时区的，请写明时区`,
    `the zone's clocks never showed ${shown} (skipped in spring); if it is by another clock, say its zone`,
  ],
  "hour-twice": (shown) => [
    `当地时钟两次走到 ${shown}（夏令时结束时重复）；请在时间后写明与 UTC 的差，如 -05:00，或在映射中写 "twice": "first" 或 "second"`,
    `the zone's clocks showed ${shown} twice (in autumn); write its offset behind the time, as -05:00, or say "twice": "first" or "second" in the mapping`,
  ],
};

/** Why a text is no moment, as a fault of its row. */
export const noMoment = (line: number, field: string, why: NoMoment, shown: string): RowFault =>
  fault(line, field, why, noMomentWords[why](shown));
