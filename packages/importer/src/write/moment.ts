import { toWall } from "@chengyun/kernel";
import type { MappingOf } from "../map/mapping.ts";
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

const textOf = (at: number, zone: string | undefined, order: "iso" | "day-month-year" | "month-day-year"): string => {
  if (zone === undefined) return new Date(at).toISOString();
  const wall = toWall(zone, at);
  return `${dayOf(wall, order)} ${clockOf(wall)}`;
};

/** Writes a moment where the mapping reads it: in one column, or in its pieces, on the wall clock of its zone. */
export const writeMoment = ({ time, zone }: Readings, at: number, cells: Cells): boolean => {
  if (typeof time === "string") return writeValue(time, textOf(at, zone, "iso"), cells);
  if ("format" in time) {
    const { column, format } = time;
    if (format === "milliseconds") return writeValue(column, at, cells);
    if (format === "seconds") return writeValue(column, at / 1_000, cells);
    return writeValue(column, textOf(at, zone, format), cells);
  }
  const pieces = piecesOf(zone === undefined ? at : toWall(zone, at));
  return (Object.keys(pieces) as (keyof typeof pieces)[]).every((piece) => {
    const source = time[piece];
    return source === undefined ? piece === "minute" : writeValue(source, pieces[piece], cells);
  });
};
