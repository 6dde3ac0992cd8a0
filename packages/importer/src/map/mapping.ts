import { readFileSync } from "node:fs";
import { isZone } from "@chengyun/kernel";
import { z } from "zod";
import { refuse } from "../fault.ts";
import { encodings } from "../file/encoding.ts";
import { CoordinateSystem } from "../place/coordinate-system.ts";
import { MomentSource } from "./moment.ts";
import { ValueSource } from "./value.ts";

/** Formats that are read. */
export const formats = ["csv", "xlsx", "geojson", "shapefile", "epanet", "swmm", "osm"] as const;
export type Format = (typeof formats)[number];

const Name = z.union([ValueSource, z.object({ zh: ValueSource, en: ValueSource.optional() })]);
const Source = z.string().regex(/^[a-z][a-z0-9-]{1,49}$/, "a short name of where it comes from, e.g. hunan-counties");

const common = {
  source: Source,
  /** What the set is, for people. */
  /** What it is and what is not certain; `set` names the file it was made for, below the data folder. */
  about: z.object({ zh: z.string(), en: z.string(), set: z.string().optional() }).optional(),
  format: z.enum(formats).optional(),
  encoding: z.enum(encodings).optional(),
  delimiter: z.string().length(1).optional(),
  sheet: z.string().optional(),
  headings: z.number().int().min(1).optional(),
  /** Only rows in which each of these columns has one of these words; the others are counted as left out. */
  where: z.record(z.string(), z.array(z.string())).optional(),
  zone: z.string().refine(isZone, "no IANA zone").optional(),
  /** Which is meant where the zone's clocks showed a time twice in autumn; left out, such rows are refused with the reason. */
  twice: z.enum(["first", "second"]).optional(),
  /** In which the file's places are. Asked for wherever there are any. */
  system: CoordinateSystem.optional(),
  /** West, south, east, north, WGS-84: what lies outside is refused. */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
};

/** Where a thing stands: two columns; left out, the record's own shape says. */
const At = z.object({ x: ValueSource, y: ValueSource });

const Areas = z.object({
  ...common,
  kind: z.literal("areas"),
  fields: z.object({ code: ValueSource, name: Name, level: ValueSource, parentPath: ValueSource.optional() }),
  /** No boundaries in the file: the areas hang in lists and trees and are on no map. */
  withoutShape: z.boolean().default(false),
});

const Things = z.object({
  ...common,
  kind: z.literal("things"),
  /** The file has a row a reading: each thing counts once, at its first row. */
  once: z.boolean().default(false),
  fields: z.object({
    ref: ValueSource,
    type: ValueSource,
    name: Name,
    code: ValueSource.optional(),
    at: At.optional(),
    attributes: z.record(z.string(), ValueSource).default({}),
  }),
});

const Links = z.object({
  ...common,
  kind: z.literal("links"),
  fields: z.object({
    ref: ValueSource,
    type: ValueSource,
    from: ValueSource,
    to: ValueSource,
    attributes: z.record(z.string(), ValueSource).default({}),
  }),
});

const Base = z.object({
  ...common,
  kind: z.literal("base"),
  /** Needless for OSM, whose tags say what is what. */
  fields: z
    .object({
      ref: ValueSource,
      kind: ValueSource,
      class: ValueSource.optional(),
      name: Name.optional(),
      properties: z.record(z.string(), ValueSource).default({}),
    })
    .optional(),
});

/** One value column of a table of readings. */
const Series = z.object({
  thing: ValueSource,
  stream: ValueSource,
  value: ValueSource,
  /** Unit of the value after its factor; it has to be the stream's. Empty for a stream that has none. */
  unit: z.string({ error: 'in which unit? (after its factor; the stream\'s own code, "" where it has none)' }),
});

const Readings = z.object({
  ...common,
  kind: z.literal("readings"),
  time: MomentSource,
  values: z.array(Series).min(1),
});

/** How times of reports are written. */
const times = ["iso", "day-month-year", "month-day-year", "seconds", "milliseconds"] as const;

/** What citizens and others reported to another system, one a row, with what became of it. */
const Reports = z.object({
  ...common,
  kind: z.literal("reports"),
  times: z.enum(times).default("iso"),
  /** Where that system puts what it can't place, WGS-84: such reports are kept, flagged, and on no map. */
  defaultPoints: z.array(z.tuple([z.number(), z.number()])).default([]),
  fields: z.object({
    ref: ValueSource,
    openedAt: ValueSource,
    /** When it was promised to be done. */
    targetAt: ValueSource.optional(),
    closedAt: ValueSource.optional(),
    /** `open` or `closed`; left out, what has an end is closed. */
    status: ValueSource.optional(),
    /** What that system says of its promise: `on-time` or `late`. */
    verdict: ValueSource.optional(),
    /** By the city's ids; what `words` don't tell keeps the file's own word, to be coded. */
    category: ValueSource,
    title: ValueSource.optional(),
    /** Code of a department of the city. */
    department: ValueSource.optional(),
    queue: ValueSource.optional(),
    channel: ValueSource.optional(),
    result: ValueSource.optional(),
    at: At.optional(),
    /** What has an address alone is kept and flagged as not placed. */
    address: ValueSource.optional(),
    /** Other columns that are kept, by the name they get. */
    facts: z.record(z.string().max(50), ValueSource).default({}),
  }),
});

/** Nodes and edges in one file. */
const Network = z.object({
  ...common,
  kind: z.literal("network"),
  /** Before every ref: `net1/` makes `net1/node/12`. */
  prefix: z.string().min(1).max(60),
  name: z.object({ zh: z.string(), en: z.string() }),
  /** For networks of lines: reaches whose ends meet share a node. */
  lines: z
    .object({
      nodeType: z.string(),
      linkType: z.string(),
      ref: ValueSource,
      attributes: z.record(z.string(), ValueSource).default({}),
    })
    .optional(),
  /** Meters on links, which become things at the middle of their link. */
  meters: z
    .array(z.object({ link: z.string(), type: z.string(), name: z.object({ zh: z.string(), en: z.string() }) }))
    .default([]),
});

/** How a file is read: which column is what, in whose time and which coordinate system. A JSON file. */
export const Mapping = z.discriminatedUnion("kind", [Areas, Things, Links, Base, Readings, Reports, Network]);
export type Mapping = z.infer<typeof Mapping>;
export type MappingOf<Kind extends Mapping["kind"]> = Extract<Mapping, { kind: Kind }>;

/** Lists what is wrong with a mapping, each fault with its place; empty when a file can be read by it. */
export const checkMapping = (given: unknown): string[] => {
  const read = Mapping.safeParse(given);
  return read.success ? [] : read.error.issues.map(({ path, message }) => `${path.join(".") || "mapping"}: ${message}`);
};

/** Readings whose unit nobody said are asked for it, in both languages and before all else: it is never taken for granted. */
const checkUnits = (given: unknown, name: string): void => {
  const { kind, values } = (given ?? {}) as { kind?: unknown; values?: unknown };
  if (kind !== "readings" || !Array.isArray(values)) return;
  const unsaid = values.flatMap((series: unknown, at) =>
    typeof (series as { unit?: unknown } | null)?.unit === "string" ? [] : [at + 1],
  );
  if (unsaid.length === 0) return;
  refuse(
    `映射文件 ${name} 的 values 第 ${unsaid.join("、")} 项没有写 "unit"：数值（乘以 factor 之后）是什么单位？须与监测项的单位一致，监测项没有单位时写 ""。未作任何导入。`,
    `The mapping ${name} says no "unit" for values ${unsaid.join(", ")}: in which unit is the value, after its factor? It has to be the stream's own, "" for a stream without one. Nothing was imported.`,
  );
};

/** Mappings of reports had a shape of their own once: it is told, not read half. */
const checkShape = (given: unknown, name: string): void => {
  if (typeof given !== "object" || given === null || "kind" in given || !("columns" in given)) return;
  refuse(
    `映射文件 ${name} 是上报映射的旧写法（columns、values）。现在与其他映射一样写 "kind": "reports" 和 "fields"，见 docs/guides/import.zh-CN.md。未作任何导入。`,
    `The mapping ${name} is written as those of reports once were (columns, values). Say "kind": "reports" and "fields" as in every other mapping: docs/guides/import.md. Nothing was imported.`,
  );
};

/** A mapping from what was given. Ends with every fault it has. */
export const toMapping = (given: unknown, name: string): Mapping => {
  checkUnits(given, name);
  checkShape(given, name);
  const faults = checkMapping(given);
  if (faults.length > 0)
    refuse(`映射文件 ${name} 有误：${faults.join("；")}`, `The mapping ${name} has faults: ${faults.join("; ")}`);
  return Mapping.parse(given);
};

/** Reads a mapping file. */
export const readMapping = (path: string): Mapping => {
  try {
    return toMapping(JSON.parse(readFileSync(path, "utf8")), path);
  } catch (error) {
    if (!(error instanceof SyntaxError) && (error as { code?: string }).code !== "ENOENT") throw error;
    const why = error instanceof Error ? error.message : String(error);
    return refuse(`读不到映射文件 ${path}（${why}）。`, `The mapping ${path} can't be read (${why}).`);
  }
};
