import { readFileSync } from "node:fs";
import { isZone } from "@chengyun/kernel";
import { Exit, exitCodes } from "../exit.ts";

/** What a column of the file is for; those marked so in `needed` have no case without them. */
export const uses = [
  "ref",
  "openedAt",
  "targetAt",
  "closedAt",
  "status",
  "verdict",
  "category",
  "title",
  "department",
  "queue",
  "channel",
  "result",
  "longitude",
  "latitude",
] as const;
export type Use = (typeof uses)[number];
const needed: readonly Use[] = ["ref", "openedAt", "category", "longitude", "latitude"];

export type Encoding = "utf-8" | "gb18030";

/** How a file of another system is read: which column is what, in whose time, and where its places may lie. */
export interface Mapping {
  readonly source: string;
  /** Zone of dates that carry none. */
  readonly zone: string | undefined;
  readonly encoding: Encoding | undefined;
  readonly delimiter: string;
  readonly columns: Readonly<Partial<Record<Use, string>>>;
  /** The file's words and ours, by use. */
  readonly values: Readonly<Partial<Record<Use, Readonly<Record<string, string>>>>>;
  readonly bounds: readonly [west: number, south: number, east: number, north: number] | undefined;
  /** Where that system puts what it can't place. */
  readonly defaultPoints: readonly (readonly [longitude: number, latitude: number])[];
  /** Other columns that are kept, by the name they get. */
  readonly facts: Readonly<Record<string, string>>;
}

type Loose = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Loose =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isNumbers = (value: unknown, length: number): boolean =>
  Array.isArray(value) && value.length === length && value.every((one) => typeof one === "number");

const isEncoding = (value: unknown): boolean => value === undefined || value === "utf-8" || value === "gb18030";

const isPoints = (value: unknown): boolean =>
  value === undefined || (Array.isArray(value) && value.every((point) => isNumbers(point, 2)));

const checkColumns = (columns: Loose): string[] => [
  ...Object.keys(columns)
    .filter((use) => !(uses as readonly string[]).includes(use))
    .map((use) => `columns.${use}: nothing is known by that name`),
  ...needed.filter((use) => typeof columns[use] !== "string").map((use) => `columns.${use}: is needed`),
];

/** Lists what is wrong with a mapping, each fault with its place; empty when a file can be read by it. */
export const checkMapping = (given: unknown): string[] => {
  if (!isRecord(given)) return ["the file holds no JSON object"];
  const { source, zone, encoding, columns, bounds, defaultPoints } = given as Partial<Record<keyof Mapping, unknown>>;
  const isSource = typeof source === "string" && /^[a-z][a-z0-9-]{1,49}$/.test(source);
  const isKnownZone = zone === undefined || (typeof zone === "string" && isZone(zone));
  return [
    ...(isSource ? [] : ["source: a short name of the other system, e.g. boston-311"]),
    ...(isKnownZone ? [] : [`zone: "${zone}" is no IANA zone`]),
    ...(isEncoding(encoding) ? [] : ["encoding: utf-8 or gb18030; left out, it is detected"]),
    ...checkColumns(isRecord(columns) ? columns : {}),
    ...(bounds === undefined || isNumbers(bounds, 4) ? [] : ["bounds: west, south, east, north in degrees"]),
    ...(isPoints(defaultPoints) ? [] : ["defaultPoints: a list of longitude, latitude"]),
  ];
};

/** Reads a mapping file; fails with every fault it has. */
export const readMapping = (path: string): Mapping => {
  const fail = (why: string): never => {
    throw new Exit(exitCodes.usage, {
      zh: `映射文件 ${path} 有误：${why}`,
      en: `The mapping ${path} has faults: ${why}`,
    });
  };
  let given: unknown;
  try {
    given = JSON.parse(readFileSync(path, "utf8"));
  } catch (fault) {
    return fail(fault instanceof Error ? fault.message : String(fault));
  }
  const faults = checkMapping(given);
  if (faults.length > 0) return fail(faults.join("; "));
  const mapping = given as Partial<Mapping> & Pick<Mapping, "source" | "columns">;
  return {
    source: mapping.source,
    zone: mapping.zone,
    encoding: mapping.encoding,
    delimiter: mapping.delimiter ?? ",",
    columns: mapping.columns,
    values: mapping.values ?? {},
    bounds: mapping.bounds,
    defaultPoints: mapping.defaultPoints ?? [],
    facts: mapping.facts ?? {},
  };
};
