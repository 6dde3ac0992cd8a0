import { fault, quoted, type RowFault } from "../fault.ts";
import type { MappingOf } from "../map/mapping.ts";
import { momentOfPieces, type NoMoment, readMoment } from "../map/moment.ts";
import { readValue, type ValueSource } from "../map/value.ts";
import type { SourceRecord } from "../read/record.ts";
import type { ReadingRow } from "./row.ts";

type Readings = MappingOf<"readings">;

const noMoment = (line: number, why: NoMoment, shown: unknown): RowFault =>
  why === "no-zone"
    ? fault(line, "time", "no-zone", ["时间没有时区，映射文件也没有写 zone", "the time has no zone, and the mapping says none"])
    : fault(line, "time", "no-time", [`${quoted(shown)} 不是时间`, `${quoted(shown)} is no time`]);

const pieceNames = ["year", "month", "day", "hour", "minute"] as const;

const unixFactor = { seconds: 1_000, milliseconds: 1 } as const;

const readTime = ({ time, zone }: Readings, { line, values }: SourceRecord): number | RowFault => {
  if (typeof time === "string") {
    const text = String(values[time] ?? "");
    const at = readMoment(text, zone);
    return typeof at === "number" ? at : noMoment(line, at, text);
  }
  if ("format" in time) {
    const text = String(values[time.column] ?? "");
    if (time.format === "seconds" || time.format === "milliseconds") {
      const number = text === "" ? Number.NaN : Number(text);
      return Number.isFinite(number) ? number * unixFactor[time.format] : noMoment(line, "no-time", text);
    }
    const at = readMoment(text, zone, time.format);
    return typeof at === "number" ? at : noMoment(line, at, text);
  }
  const pieces = pieceNames.map((piece) => {
    const source: ValueSource | undefined = time[piece];
    return source === undefined ? 0 : Number(readValue(source, values, { line, field: piece }) ?? Number.NaN);
  });
  const at = pieces.some(Number.isNaN) ? "no-time" : momentOfPieces(pieces, zone);
  return typeof at === "number" ? at : noMoment(line, at, pieces.join(" "));
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
