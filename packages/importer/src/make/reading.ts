import { fault, quoted, type RowFault } from "../fault.ts";
import type { MappingOf } from "../map/mapping.ts";
import { momentOfPieces, type NoMoment, noMoment, readMoment, type WallClock } from "../map/moment.ts";
import { readValue, type ValueSource } from "../map/value.ts";
import type { SourceRecord } from "../read/record.ts";
import type { ReadingRow } from "./row.ts";

type Readings = MappingOf<"readings">;

const pieceNames = ["year", "month", "day", "hour", "minute"] as const;

const unixFactor = { seconds: 1_000, milliseconds: 1 } as const;

type Place = SourceRecord & { readonly clock: WallClock };

const told = (line: number, at: number | NoMoment, shown: unknown): number | RowFault =>
  typeof at === "number" ? at : noMoment(line, "time", at, quoted(shown));

const fromColumn = (
  {
    column,
    format,
  }: { column: string; format: "iso" | "day-month-year" | "month-day-year" | "seconds" | "milliseconds" },
  { line, values, clock }: Place,
): number | RowFault => {
  const text = String(values[column] ?? "");
  if (format !== "seconds" && format !== "milliseconds") return told(line, readMoment(text, clock, format), text);
  const number = text === "" ? Number.NaN : Number(text);
  return told(line, Number.isFinite(number) ? Math.round(number * unixFactor[format]) : "no-time", text);
};

const readTime = ({ time, zone, twice }: Readings, record: SourceRecord): number | RowFault => {
  const { line, values } = record;
  const clock = { zone, twice };
  if (typeof time === "string") return fromColumn({ column: time, format: "iso" }, { ...record, clock });
  if ("format" in time) return fromColumn(time, { ...record, clock });
  const pieces = pieceNames.map((piece) => {
    const source: ValueSource | undefined = time[piece];
    return source === undefined ? 0 : Number(readValue(source, values, { line, field: piece }) ?? Number.NaN);
  });
  return told(line, pieces.some(Number.isNaN) ? "no-time" : momentOfPieces(pieces, clock), pieces.join(" "));
};

type Series = Readings["values"][number];

const toOne = (series: Series, record: SourceRecord, at: number): ReadingRow | RowFault | undefined => {
  const { line, values } = record;
  const value = readValue(series.value, values, { line, field: "value" });
  if (value === undefined) return undefined;
  if (typeof value === "object") return value;
  const number = Number(value);
  if (!Number.isFinite(number))
    return fault(line, "value", "not-a-number", [`${quoted(value)} 不是数`, `${quoted(value)} is no number`]);
  const thing = readValue(series.thing, values, { line, field: "thing" });
  const stream = readValue(series.stream, values, { line, field: "stream" });
  if (typeof thing === "object") return thing;
  if (typeof stream === "object") return stream;
  if (thing === undefined || stream === undefined)
    return fault(line, "thing", "absent", ["没有写是谁的读数", "does not say whose reading it is"]);
  return { line, thing: String(thing), stream: String(stream), unit: series.unit, at, value: number };
};

/** Readings of a record, in the order of the mapping; a column that holds nothing gives none. */
export const toReadings = (mapping: Readings, record: SourceRecord): (ReadingRow | RowFault)[] => {
  const at = readTime(mapping, record);
  if (typeof at === "object") return [at];
  const made: (ReadingRow | RowFault)[] = [];
  for (const series of mapping.values) {
    const one = toOne(series, record, at);
    if (one !== undefined) made.push(one);
  }
  return made;
};
