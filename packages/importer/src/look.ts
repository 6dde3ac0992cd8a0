import { refuse } from "./fault.ts";
import type { Encoding } from "./file/encoding.ts";
import { encodingNotice, inspectFile, type SourceFile } from "./file/source-file.ts";
import type { Format, Mapping } from "./map/mapping.ts";
import { coordinatesOf, describeInp, readInp } from "./network/inp.ts";
import { readCsv, type TableLayout } from "./read/csv.ts";
import { readGeojson } from "./read/geojson.ts";
import type { Found, Notice } from "./read/record.ts";
import { readShapefile } from "./read/shapefile.ts";
import { readXlsx, type SheetLayout } from "./read/xlsx.ts";
import { columnsOfMapping } from "./understanding.ts";

/** How a table is laid out, as far as somebody said. */
export interface Layout extends TableLayout, SheetLayout {
  readonly encoding?: Encoding | undefined;
}

/** A column with what stands in it first. */
export interface LookColumn {
  readonly name: string;
  readonly samples: readonly string[];
  readonly isNumeric: boolean;
  /** All the words that stand in it, where they are few. */
  readonly words?: readonly string[] | undefined;
}

/** A file seen before anybody said what it means. */
export interface Look {
  readonly format: Format;
  readonly encoding: string | undefined;
  readonly sheets: readonly string[];
  readonly columns: readonly LookColumn[];
  /** The first rows, cell by cell in the order of the columns. */
  readonly rows: readonly (readonly string[])[];
  /** Kind of the shapes, where the file has any. */
  readonly shape: string | undefined;
  /** Smallest and greatest numbers of the first shapes or of the whole drawing, in the file's own coordinates. */
  readonly extent: readonly [number, number, number, number] | undefined;
  /** What a `.prj` says of the coordinate system. */
  readonly projection: string | undefined;
  readonly notices: readonly Notice[];
}

const mostRecords = 200;
/** Words of a column are told from so many records of the file, and no more words than somebody would go through. */
const mostWordRecords = 100_000;
const mostWords = 60;
const shownRows = 12;
const shownSamples = 3;
const longestCell = 120;

const cellOf = (value: unknown): string => {
  if (value === undefined || value === null) return "";
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.length > longestCell ? `${text.slice(0, longestCell)}…` : text;
};

const numeric = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

interface Seen {
  readonly values: Readonly<Record<string, unknown>>;
  readonly geometry?: unknown;
}

/** The words of each column, until they are too many to be words. */
class Words {
  readonly #of = new Map<string, Set<string> | "many">();

  take({ values }: Seen): void {
    for (const [name, value] of Object.entries(values)) {
      const known = this.#of.get(name) ?? new Set<string>();
      if (known === "many") continue;
      const cell = value === undefined || value === null ? "" : String(value).trim();
      if (cell !== "" && typeof value !== "object") known.add(cell);
      this.#of.set(name, known.size > mostWords || cell.length > longestCell ? "many" : known);
    }
  }

  get isDone(): boolean {
    return [...this.#of.values()].every((known) => known === "many");
  }

  of(name: string): readonly string[] | undefined {
    const known = this.#of.get(name);
    return known === undefined || known === "many" || known.size === 0 ? undefined : [...known];
  }
}

interface First {
  readonly seen: readonly Seen[];
  readonly words: Words;
}

/** The first records of a file; lines with faults are passed over, the dry run tells them. */
const takeFirst = async (pieces: AsyncIterable<readonly Found[]>): Promise<First> => {
  const seen: Seen[] = [];
  const words = new Words();
  let count = 0;
  for await (const piece of pieces) {
    for (const found of piece) {
      if (!("values" in found)) continue;
      if (seen.length < mostRecords) seen.push(found);
      words.take(found);
      count += 1;
      if (count >= mostWordRecords) return { seen, words };
    }
    if (seen.length >= mostRecords && words.isDone) break;
  }
  return { seen, words };
};

const columnsOfRecords = ({ seen, words }: First): LookColumn[] => {
  const names = [...new Set(seen.flatMap(({ values }) => Object.keys(values)))].filter((name) => name !== "");
  return names.map((name) => {
    const cells = seen.map(({ values }) => cellOf(values[name])).filter((cell) => cell !== "");
    return {
      name,
      samples: [...new Set(cells)].slice(0, shownSamples),
      isNumeric: cells.length > 0 && cells.every((cell) => numeric.test(cell)),
      words: words.of(name),
    };
  });
};

type Extent = [number, number, number, number];

const growBy = (box: Extent, [x, y]: readonly [number, number]): void => {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return;
  [box[0], box[1], box[2], box[3]] = [
    Math.min(box[0], x),
    Math.min(box[1], y),
    Math.max(box[2], x),
    Math.max(box[3], y),
  ];
};

const extentOf = (grow: (box: Extent) => void): Look["extent"] => {
  const box: Extent = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  grow(box);
  return box.every(Number.isFinite) ? box : undefined;
};

interface Shape {
  readonly type?: string;
  readonly coordinates?: unknown;
}

const placesOf = (coordinates: unknown): (readonly [number, number])[] => {
  if (!Array.isArray(coordinates)) return [];
  const [first, second] = coordinates;
  return typeof first === "number" ? [[first, Number(second)]] : coordinates.flatMap(placesOf);
};

const isDegrees = ([x, y]: readonly [number, number]): boolean => Math.abs(x) <= 180 && Math.abs(y) <= 180;

/** Degrees that are no place on earth as they stand, and one with longitude and latitude changed about. */
const isTurned = ([x, y]: readonly [number, number]): boolean => Math.abs(y) > 90 && Math.abs(x) <= 90;

const turnedNotice = (n: number, of: number): Notice => ({
  zh: `文件开头的 ${of} 个坐标中有 ${n} 个像是经纬度对调了（纬度不会超过 90°），范围未计入它们。`,
  en: `Of the first ${of} coordinates ${n} look swapped, latitude for longitude (no latitude is above 90°); the range is without them.`,
});

const shapesOf = (seen: readonly Seen[]): Pick<Look, "shape" | "extent" | "notices"> => {
  const shapes = seen.flatMap(({ geometry }) =>
    geometry === undefined || geometry === null ? [] : [geometry as Shape],
  );
  const places = shapes.flatMap(({ coordinates }) => placesOf(coordinates));
  const turned = places.every(isDegrees) ? places.filter(isTurned) : [];
  // Where all of them are it is the file's way of writing: nothing stands out.
  const told = turned.length < places.length ? turned : [];
  const shown = new Set(told);
  return {
    shape: shapes[0]?.type,
    extent: extentOf((box) => {
      for (const place of places) if (!shown.has(place)) growBy(box, place);
    }),
    notices: told.length === 0 ? [] : [turnedNotice(told.length, places.length)],
  };
};

const nothing: First = { seen: [], words: new Words() };

const lookOf = (format: Format, first: First, more: Partial<Look>): Look => {
  const { seen } = first;
  const columns = columnsOfRecords(first);
  const shapes = shapesOf(seen);
  return {
    format,
    encoding: undefined,
    sheets: [],
    columns,
    rows: seen.slice(0, shownRows).map(({ values }) => columns.map(({ name }) => cellOf(values[name]))),
    ...shapes,
    projection: undefined,
    ...more,
    notices: [...shapes.notices, ...(more.notices ?? [])],
  };
};

async function* whole(found: readonly Found[]): AsyncGenerator<readonly Found[]> {
  yield found;
}

const lookAtInp = async (file: SourceFile, format: "epanet" | "swmm"): Promise<Look> => {
  const inp = await readInp(file);
  const extent = extentOf((box) => {
    for (const place of coordinatesOf(inp).values()) growBy(box, place);
  });
  return lookOf(format, nothing, { encoding: file.encoding, extent, notices: [describeInp(inp)] });
};

const lookByFormat = async (file: SourceFile, format: Format, layout: Layout): Promise<Look> => {
  switch (format) {
    case "csv":
      return lookOf(format, await takeFirst(readCsv(file, layout)), {
        encoding: file.encoding,
        notices: [encodingNotice(file)],
      });
    case "geojson":
      return lookOf(format, await takeFirst(readGeojson(file)), { encoding: file.encoding });
    case "xlsx": {
      const { found, notices, sheets } = await readXlsx(file, layout);
      return lookOf(format, await takeFirst(whole(found)), { notices, sheets });
    }
    case "shapefile": {
      const { found, notices, projection } = await readShapefile(file, layout.encoding);
      return lookOf(format, await takeFirst(whole(found)), { notices, projection });
    }
    case "epanet":
    case "swmm":
      return lookAtInp(file, format);
    case "osm":
      return lookOf(format, nothing, { encoding: file.encoding });
  }
};

/** Looks at a file without a mapping: its columns, its first rows, what its letters and shapes are. */
export const lookAt = async (
  path: string,
  format: Format,
  { name, layout = {} }: { readonly name: string; readonly layout?: Layout },
): Promise<Look> => {
  const file = await inspectFile(path, layout.encoding, name);
  const look = await lookByFormat(file, format, layout);
  if (look.columns.length === 0 && (format === "csv" || format === "xlsx"))
    refuse(`${name} 里没有可读的行。`, `${name} holds no rows that can be read.`);
  return look;
};

/** Letters and digits of a name, for telling whether one is within the other. */
const plainName = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, "");

/** Whether a mapping was made for files like this one: all its columns are there; models go by their name. */
export const isMadeFor = (mapping: Mapping, look: Look, fileName: string): boolean => {
  const format = mapping.format ?? (look.columns.length > 0 ? look.format : undefined);
  if (format !== look.format) return false;
  if (format === "osm") return true;
  if (mapping.kind === "network" && (format === "epanet" || format === "swmm"))
    return plainName(fileName.replace(/\.[^.]*$/, "")).includes(plainName(mapping.prefix));
  const there = new Set(look.columns.map(({ name }) => name));
  const wanted = [...columnsOfMapping(mapping), ...Object.keys(mapping.where ?? {})];
  return wanted.length > 0 && wanted.every((column) => there.has(column));
};
