import type { ImportedReport } from "@chengyun/contracts";
import { fault, isFault, quoted, type RowFault } from "../fault.ts";
import type { MappingOf } from "../map/mapping.ts";
import { type NoMoment, noMoment, readMoment } from "../map/moment.ts";
import { needValue, readValue, type ValueSource } from "../map/value.ts";
import { own } from "../own.ts";
import { type PositionGround, readPosition } from "../place/position.ts";
import type { SourceRecord } from "../read/record.ts";
import { placeGeometry, pointOf } from "../shape/geometry.ts";
import type { Lined } from "./row.ts";

type Reports = MappingOf<"reports">;
type Fields = Reports["fields"];

/** Longest each may be, as the contracts say. */
const longest = { ref: 100, title: 200, result: 4_000, fact: 500 } as const;

const kept = (record: SourceRecord, field: string, text: string, most: number): string | RowFault =>
  text.length <= most
    ? text
    : fault(record.line, field, "too-long", [
        `超过 ${most} 个字符（有 ${text.length} 个），不截断`,
        `is ${text.length} characters long, more than ${most}, and is not cut`,
      ]);

/** A text that may be absent. */
const mayText = (
  record: SourceRecord,
  field: string,
  source: ValueSource | undefined,
  most: number = longest.title,
): string | undefined | RowFault => {
  if (source === undefined) return undefined;
  const value = readValue(source, record.values, { line: record.line, field });
  if (typeof value === "object" || value === undefined) return value;
  return kept(record, field, String(value), most);
};

/** A text that has to be there. */
const needText = (
  record: SourceRecord,
  field: string,
  source: ValueSource,
  most: number = longest.title,
): string | RowFault => {
  const value = needValue(source, record.values, { line: record.line, field });
  return typeof value === "object" ? value : kept(record, field, String(value), most);
};

const oneOf = <Word extends string>(
  record: SourceRecord,
  field: string,
  { source, words }: { readonly source: ValueSource | undefined; readonly words: readonly Word[] },
): Word | undefined | RowFault => {
  const text = mayText(record, field, source);
  if (typeof text !== "string") return text;
  const word = words.find((each) => each === text);
  return (
    word ??
    fault(record.line, field, "unknown-word", [
      `${quoted(text)} 不是 ${words.join("、")} 之一`,
      `${quoted(text)} is none of ${words.join(", ")}`,
    ])
  );
};

/**
 * A category by the word it has here; one that nobody told keeps the file's own, to be coded. A report without words is
 * called by what the file says: an id is no title.
 */
const categoryOf = (record: SourceRecord, source: ValueSource): { category: string; title: string } | RowFault => {
  const isWorded = typeof source === "object" && !("is" in source) && source.otherwise === undefined;
  const { words = {}, ...plain } = isWorded ? source : { column: "" };
  const word = needText(record, "category", isWorded ? plain : source);
  return typeof word === "object" ? word : { category: String(own(words, word) ?? word), title: word };
};

const perSecond = 1_000;

/** Moment of a field of a report: ms since 1970, or why it is none; undefined where the file has nothing. */
export const readReportTime = (
  { times, zone, twice }: Pick<Reports, "times" | "zone" | "twice">,
  record: SourceRecord,
  source: ValueSource | undefined,
): number | NoMoment | undefined => {
  if (source === undefined) return undefined;
  const value = readValue(source, record.values, { line: record.line, field: "" });
  if (value === undefined) return undefined;
  if (typeof value === "object") return "no-time";
  if (times !== "seconds" && times !== "milliseconds") return readMoment(String(value), { zone, twice }, times);
  const number = Number(value);
  if (!Number.isFinite(number)) return "no-time";
  return Math.round(times === "seconds" ? number * perSecond : number);
};

/** Fields that hold a time. */
export const reportTimes = ["openedAt", "targetAt", "closedAt"] as const;

type Times = Partial<Record<(typeof reportTimes)[number], string>> & { openedAt: string };

/** Beyond it no calendar goes. */
const mostMs = 8.64e15;

const noTime = (
  { line, values }: SourceRecord,
  field: string,
  why: NoMoment,
  source: ValueSource | undefined,
): RowFault => noMoment(line, field, why, typeof source === "string" ? quoted(values[source]) : "");

const timesOf = (mapping: Reports, record: SourceRecord): Times | RowFault => {
  const found: Partial<Times> = {};
  for (const field of reportTimes) {
    const source = mapping.fields[field];
    const at = readReportTime(mapping, record, source);
    if (at === undefined) continue;
    if (typeof at === "string" || Math.abs(at) > mostMs)
      return noTime(record, field, typeof at === "string" ? at : "no-time", source);
    found[field] = new Date(at).toISOString();
  }
  const { openedAt } = found;
  if (openedAt === undefined) return fault(record.line, "openedAt", "absent", ["为空", "is empty"]);
  return { ...found, openedAt };
};

type Placed = Pick<ImportedReport, "position" | "placed">;

/** A tenth of a metre, in degrees. */
const near = 1e-6;

const flagged = ({ defaultPoints }: Reports, position: [number, number]): Placed => ({
  position,
  placed: !defaultPoints.some(([x, y]) => Math.abs(x - position[0]) < near && Math.abs(y - position[1]) < near),
});

/** Where it is; without coordinates an address says so much that it is kept, flagged. */
const placeOf = (mapping: Reports, record: SourceRecord, ground: PositionGround | undefined): Placed | RowFault => {
  const { at, address } = mapping.fields;
  const { line, values } = record;
  const [x, y] =
    at === undefined
      ? []
      : [readValue(at.x, values, { line, field: "x" }), readValue(at.y, values, { line, field: "y" })];
  if (typeof x === "object") return x;
  if (typeof y === "object") return y;
  const hasShape = at === undefined && record.geometry !== undefined && record.geometry !== null;
  if (ground !== undefined && hasShape) {
    const geometry = placeGeometry(ground, line, record.geometry);
    return isFault(geometry) ? geometry : flagged(mapping, pointOf(geometry));
  }
  if (ground !== undefined && (x !== undefined || y !== undefined)) {
    const position = readPosition(ground, line, [x, y]);
    return isFault(position) ? position : flagged(mapping, position);
  }
  if (mayText(record, "address", address, longest.fact) !== undefined) return { placed: false };
  return fault(line, "position", "no-position", ["没有坐标，也没有地址", "has neither coordinates nor an address"]);
};

const factsOf = ({ address, facts }: Fields, record: SourceRecord): Record<string, string> | RowFault => {
  const found: Record<string, string> = {};
  for (const [name, source] of Object.entries({ ...(address === undefined ? {} : { address }), ...facts })) {
    const text = mayText(record, name, source, longest.fact);
    if (typeof text === "object") return text;
    if (text !== undefined) found[name] = text;
  }
  return found;
};

type Said = Pick<ImportedReport, "category" | "title" | "channel" | "department" | "queue" | "result">;

const textFields = ["title", "department", "queue", "channel", "result"] as const;

const saidOf = ({ fields }: Reports, record: SourceRecord): Said | RowFault => {
  const coded = categoryOf(record, fields.category);
  if (isFault(coded)) return coded;
  const found: Partial<Record<(typeof textFields)[number], string>> = {};
  for (const field of textFields) {
    const text = mayText(record, field, fields[field], field === "result" ? longest.result : longest.title);
    if (typeof text === "object") return text;
    if (text !== undefined) found[field] = text;
  }
  return { channel: "import", ...coded, ...found };
};

const isEmpty = (record: SourceRecord, source: ValueSource | undefined): boolean =>
  source === undefined || mayText(record, "", source) === undefined;

/** A record as a report of another system, or why it is none. */
export const toReport = (
  mapping: Reports,
  record: SourceRecord,
  ground: PositionGround | undefined,
): Lined<ImportedReport> | RowFault => {
  const { fields } = mapping;
  const ref = needText(record, "ref", fields.ref, longest.ref);
  if (typeof ref === "object") return ref;
  const times = timesOf(mapping, record);
  if (isFault(times)) return times;
  const status = oneOf(record, "status", { source: fields.status, words: ["open", "closed"] });
  if (typeof status === "object") return status;
  const verdict = oneOf(record, "verdict", { source: fields.verdict, words: ["on-time", "late"] });
  if (typeof verdict === "object") return verdict;
  const said = saidOf(mapping, record);
  if (isFault(said)) return said;
  const place = placeOf(mapping, record, ground);
  if (isFault(place)) return place;
  const facts = factsOf(fields, record);
  if (isFault(facts)) return facts;
  const ended = isEmpty(record, fields.closedAt) ? "open" : "closed";
  return {
    line: record.line,
    row: {
      ...{ ref, ...times, status: status ?? ended, ...said, ...place, facts },
      ...(verdict === undefined ? {} : { verdict }),
    },
  };
};

/** Whether the places of its reports stand in the file as coordinates. */
export const hasCoordinates = ({ fields }: Reports, isFeatures: boolean): boolean =>
  fields.at !== undefined || isFeatures;
