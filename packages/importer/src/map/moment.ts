import { fromWall } from "@chengyun/kernel";
import { z } from "zod";
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

/** Why a text is no moment. */
export type NoMoment = "no-time" | "no-zone";

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

/** Rows of one hour share its offset: the zone is asked once for many of them. */
let lastZone = "";
let lastHour = Number.NaN;
let lastShift = 0;
const hourMs = 3_600_000;

const throughZone = (zone: string, wall: number): number => {
  const hour = Math.floor(wall / hourMs);
  if (zone !== lastZone || hour !== lastHour) {
    lastShift = fromWall(zone, hour * hourMs) - hour * hourMs;
    lastZone = zone;
    lastHour = hour;
  }
  return wall + lastShift;
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

/** A moment as a file writes it, ms since 1970: with its own offset, or by the wall clock of the zone told. */
export const readMoment = (text: string, zone: string | undefined, order: Order = "iso"): number | NoMoment => {
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
  if (wall === undefined) return "no-time";
  return zone === undefined ? "no-zone" : throughZone(zone, wall);
};

/** A moment from its pieces by the wall clock of a zone. */
export const momentOfPieces = (pieces: readonly number[], zone: string | undefined): number | NoMoment => {
  const wall = toWall(pieces);
  if (wall === undefined) return "no-time";
  return zone === undefined ? "no-zone" : throughZone(zone, wall);
};
