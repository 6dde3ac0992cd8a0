import { toWall } from "@chengyun/kernel";
import type { MappingOf } from "../map/mapping.ts";
import { momentOfPieces, readMoment, type WallClock } from "../map/moment.ts";
import { type Cells, writeValue } from "./cells.ts";

type Readings = MappingOf<"readings">;

const two = (value: number): string => String(value).padStart(2, "0");

const piecesOf = (wall: number) => {
  const day = new Date(wall);
  return {
    year: day.getUTCFullYear(),
    month: day.getUTCMonth() + 1,
    day: day.getUTCDate(),
    hour: day.getUTCHours(),
    minute: day.getUTCMinutes(),
  };
};

const clockOf = (wall: number): string => {
  const { hour, minute } = piecesOf(wall);
  const [seconds, ms] = [new Date(wall).getUTCSeconds(), new Date(wall).getUTCMilliseconds()];
  const rest = ms === 0 ? "" : `.${String(ms).padStart(3, "0")}`;
  return `${two(hour)}:${two(minute)}${seconds === 0 && ms === 0 ? "" : `:${two(seconds)}${rest}`}`;
};

const dayOf = (wall: number, order: "iso" | "day-month-year" | "month-day-year"): string => {
  const { year, month, day } = piecesOf(wall);
  if (order === "iso") return `${year}-${two(month)}-${two(day)}`;
  return order === "day-month-year" ? `${two(day)}/${two(month)}/${year}` : `${two(month)}/${two(day)}/${year}`;
};

const textOf = (at: number, clock: WallClock, order: "iso" | "day-month-year" | "month-day-year"): string => {
  const { zone } = clock;
  if (zone === undefined) return new Date(at).toISOString();
  const wall = toWall(zone, at);
  const text = `${dayOf(wall, order)} ${clockOf(wall)}`;
  // What the clock showed twice comes back by its offset alone.
  return readMoment(text, clock, order) === at ? text : `${dayOf(at, order)} ${clockOf(at)}Z`;
};

/** Writes a moment where the mapping reads it: in one column, or in its pieces, on the wall clock of its zone. */
export const writeMoment = ({ time, zone, twice }: Readings, at: number, cells: Cells): boolean => {
  const clock = { zone, twice };
  if (typeof time === "string") return writeValue(time, textOf(at, clock, "iso"), cells);
  if ("format" in time) {
    const { column, format } = time;
    if (format === "milliseconds") return writeValue(column, at, cells);
    if (format === "seconds") return writeValue(column, at / 1_000, cells);
    return writeValue(column, textOf(at, clock, format), cells);
  }
  const pieces = piecesOf(zone === undefined ? at : toWall(zone, at));
  const { year, month, day, hour, minute } = pieces;
  if (zone !== undefined && momentOfPieces([year, month, day, hour, minute], clock) !== at - (at % 60_000))
    return false;
  return (Object.keys(pieces) as (keyof typeof pieces)[]).every((piece) => {
    const source = time[piece];
    return source === undefined ? piece === "minute" : writeValue(source, pieces[piece], cells);
  });
};
