import { type BroughtFeature, type LinkIn, placesOf, type ThingIn } from "@chengyun/contracts";
import { atPlace, isFault, type RowFault, refuse } from "./fault.ts";
import type { Encoding } from "./file/encoding.ts";
import { encodingNotice, inspectFile, type SourceFile } from "./file/source-file.ts";
import { FirstOnly, keptBack, reasonColumns } from "./make/first-only.ts";
import { openGround } from "./make/ground.ts";
import { toReadings } from "./make/reading.ts";
import { hasCoordinates, readReportTime, reportTimes, toReport } from "./make/report.ts";
import type { Lined, RowKind, Rows } from "./make/row.ts";
import { toArea, toBaseFeature, toLink, toThing } from "./make/state.ts";
import type { Format, Mapping, MappingOf } from "./map/mapping.ts";
import { columnsOf } from "./map/value.ts";
import { checkByEngine, epanetModel } from "./network/epanet.ts";
import { readInp } from "./network/inp.ts";
import { networkOfLines } from "./network/lines.ts";
import { type Network, placeModel } from "./network/network.ts";
import { isPartialInp, writePartialInp } from "./network/partial.ts";
import { swmmModel } from "./network/swmm.ts";
import type { OsmData } from "./osm/element.ts";
import { featuresOf } from "./osm/feature.ts";
import { writePartialOsm } from "./osm/partial.ts";
import { readOsm } from "./osm/reading.ts";
import { findDoubt } from "./place/agreement.ts";
import { openPlacing } from "./place/coordinate-system.ts";
import { readCsv } from "./read/csv.ts";
import { readGeojson } from "./read/geojson.ts";
import type { Found, Notice, SourceRecord } from "./read/record.ts";
import { readShapefile, withParts } from "./read/shapefile.ts";
import { readXlsx } from "./read/xlsx.ts";
import type { OwnRejects } from "./rejected-row.ts";
import type { Tried } from "./trial.ts";

/** Rows and faults of one piece of a file, in its order. */
export type Piece = {
  [Kind in RowKind]: {
    readonly kind: Kind;
    readonly rows: readonly Rows[Kind][];
    readonly faults: readonly RowFault[];
    readonly leftOut: number;
    /** What would become of the rows, where they were held against a city. */
    readonly tried?: Tried | undefined;
  };
}[RowKind];

/** A file opened by a mapping: what was noticed of it, and its pieces one after another, the same every time. */
export interface Understanding {
  readonly file: SourceFile;
  readonly format: Format;
  readonly notices: readonly Notice[];
  /** For drawings: how far each control point is off, in metres. */
  readonly residualsM: readonly number[] | undefined;
  readonly pieces: () => AsyncGenerator<Piece>;
  /** For tables: the same with the rows as they stand in the file. */
  readonly table: (() => AsyncGenerator<JudgedRows>) | undefined;
  /** For features with properties and a shape: the same with the features as they stand in the file. */
  readonly features: (() => AsyncGenerator<JudgedRows>) | undefined;
  /** For models and extracts: how what was not taken of them is written. */
  readonly own: OwnRejects | undefined;
}

type ThroughPiece = (piece: Piece) => Piece | Promise<Piece>;

/** The same file with each of its pieces passed through something that begins anew with each reading. */
export const withPieces = (understanding: Understanding, open: () => ThroughPiece): Understanding => {
  const { pieces, table, features } = understanding;
  const judged = (read: Understanding["table"]): Understanding["table"] =>
    read === undefined
      ? undefined
      : async function* through() {
          const pass = open();
          for await (const { found, piece: given } of read()) {
            const piece = await pass(given);
            yield { found, piece, faults: piece.faults };
          }
        };
  return {
    ...understanding,
    pieces: async function* through() {
      const pass = open();
      for await (const piece of pieces()) yield pass(piece);
    },
    table: judged(table),
    features: judged(features),
  };
};

/** Rows of a table and what is wrong with which of them. */
export interface JudgedRows {
  readonly found: readonly Found[];
  readonly faults: readonly RowFault[];
  readonly piece: Piece;
}

const endings: readonly (readonly [RegExp, Format])[] = [
  [/\.(csv|tsv|txt)$/i, "csv"],
  [/\.xlsx$/i, "xlsx"],
  [/\.(geojson|json)$/i, "geojson"],
  [/\.shp$/i, "shapefile"],
  [/\.(osm|pbf|osm\.xml)$/i, "osm"],
];

/** The format that a file's name tells. */
const formatByName = (name: string): Format | undefined =>
  endings.find(([ending]) => ending.test(name.replace(/\.gz$/i, "")))?.[1];

const formatOf = (file: SourceFile, mapping: Mapping): Format => {
  if (mapping.format !== undefined) return mapping.format;
  return (
    formatByName(file.name) ??
    refuse(
      `看不出 ${file.name} 的格式，请在映射文件中写明 "format"。`,
      `Nobody can tell the format of ${file.name} by its name; say "format" in the mapping.`,
    )
  );
};

interface Records {
  readonly notices: readonly Notice[];
  readonly records: () => AsyncIterable<readonly Found[]>;
}

async function* whole(found: readonly Found[]): AsyncGenerator<readonly Found[]> {
  yield found;
}

const projectionNotice = (projection: string | undefined): Notice[] =>
  projection === undefined
    ? []
    : [{ zh: `.prj：${projection.slice(0, 120)}`, en: `.prj: ${projection.slice(0, 120)}` }];

const openRecords = async (file: SourceFile, format: Format, mapping: Mapping): Promise<Records> => {
  if (format === "csv")
    return {
      notices: [encodingNotice(file)],
      records: () => readCsv(file, mapping),
    };
  if (format === "geojson")
    return { notices: file.encoding === "utf-8" ? [] : [encodingNotice(file)], records: () => readGeojson(file) };
  if (format === "xlsx") {
    const { found, notices } = await readXlsx(file, mapping);
    return { notices, records: () => whole(found) };
  }
  if (format === "shapefile") {
    const { found, notices, projection } = await readShapefile(file, mapping.encoding);
    return { notices: [...notices, ...projectionNotice(projection)], records: () => whole(found) };
  }
  return refuse(
    `格式 ${format} 不能按“${mapping.kind}”读取。`,
    `A file of the format ${format} can't be read as ${mapping.kind}.`,
  );
};

/** Every column of a file that a mapping reads. */
export const columnsOfMapping = (mapping: Mapping): string[] => {
  if (mapping.kind === "network") return columnsOf([mapping.lines?.ref, mapping.lines?.attributes]);
  if (mapping.kind !== "readings") return columnsOf(mapping.fields);
  const series = mapping.values.map(({ thing, stream, value }) => [thing, stream, value]);
  const { time } = mapping;
  return [...(typeof time === "object" && "format" in time ? [time.column] : columnsOf(time)), ...columnsOf(series)];
};

/** A column the mapping names and no record has is a mapping for another file: said once, not a thousand times. */
const checkColumns = async (file: SourceFile, mapping: Mapping, records: Records["records"]): Promise<void> => {
  const wanted = [...new Set([...columnsOfMapping(mapping), ...Object.keys(mapping.where ?? {})])];
  for await (const batch of records()) {
    const there = new Set(batch.flatMap((found) => ("values" in found ? Object.keys(found.values) : [])));
    if (there.size === 0) continue;
    const absent = wanted.filter((column) => !there.has(column));
    if (absent.length === 0) return;
    const has = [...there].slice(0, 30).join(", ");
    refuse(
      `${file.name} 没有这些列：${absent.join("、")}。文件里有：${has}`,
      `${file.name} has no columns ${absent.join(", ")}. It has: ${has}`,
    );
  }
};

/** Reports whose times could be any moment of a day: nobody guesses, whoever imports says, before any of them is taken. */
const checkZone = async (
  file: SourceFile,
  format: Format,
  mapping: Mapping,
  records: Records["records"],
): Promise<void> => {
  if (mapping.kind !== "reports" || mapping.zone !== undefined) return;
  const lacks = (found: Found): boolean =>
    "values" in found &&
    reportTimes.some((field) => readReportTime(mapping, found, mapping.fields[field]) === "no-zone");
  for await (const batch of records()) {
    const first = batch.find(lacks);
    if (first === undefined) continue;
    const [zh, en] = atPlace(placesOf(format), first.line);
    refuse(
      `${file.name} ${zh}的时间没有时区。请写明时区（映射文件中的 "zone"），例如 "Asia/Shanghai"。未作任何导入。`,
      `In ${file.name}, ${en} has a time without a zone. Say which ("zone" in the mapping), e.g. "America/New_York". Nothing was imported.`,
    );
  }
};

/** What the mapping asks to leave out: rows in which a named column has none of the named words. */
const isWanted = ({ where }: Mapping, { values }: SourceRecord): boolean =>
  where === undefined ||
  Object.entries(where).every(([column, words]) => words.includes(String(values[column] ?? "").trim()));

type NetworkMapping = MappingOf<"network">;
type RowMapping = Exclude<Mapping, NetworkMapping>;
type Make<Kind extends RowKind> = (record: SourceRecord) => readonly (Rows[Kind] | RowFault)[];

/** Whether a ref comes for the first time, where each shall count once. */
const onlyFirst = (isWished: boolean): ((ref: string) => boolean) => {
  const seen = new Set<string>();
  return (ref) => {
    if (!isWished) return true;
    if (seen.has(ref)) return false;
    seen.add(ref);
    return true;
  };
};

const makeOf = (mapping: RowMapping, format: Format): Make<RowKind> => {
  switch (mapping.kind) {
    case "areas": {
      const ground = mapping.withoutShape ? undefined : openGround(mapping);
      return (record) => [toArea(mapping, record, ground)];
    }
    case "things": {
      const ground = openGround(mapping);
      const isFirst = onlyFirst(mapping.once);
      return (record) => [toThing(mapping, record, ground)].filter((made) => isFault(made) || isFirst(made.row.ref));
    }
    case "links": {
      const ground = format === "csv" || format === "xlsx" ? undefined : openGround(mapping);
      return (record) => [toLink(mapping, record, ground)];
    }
    case "base": {
      const ground = openGround(mapping);
      return (record) => [toBaseFeature(mapping, record, ground)];
    }
    case "readings":
      return (record) => toReadings(mapping, record);
    case "reports": {
      const isFeatures = format !== "csv" && format !== "xlsx";
      const ground = hasCoordinates(mapping, isFeatures) ? openGround(mapping) : undefined;
      return (record) => [toReport(mapping, record, ground)];
    }
  }
};

/** Of rows that were not taken before and come again: what keeps one back, or the row itself. */
const holderBack = (mapping: RowMapping, batch: readonly Found[]) => {
  const first = batch.find((found): found is SourceRecord => !isFault(found));
  const reasons = mapping.kind === "readings" ? undefined : reasonColumns(Object.keys(first?.values ?? {}));
  return (made: Rows[RowKind] | RowFault, { values }: SourceRecord): Rows[RowKind] | RowFault =>
    reasons === undefined || isFault(made) || !("row" in made) ? made : (keptBack(made, values, reasons) ?? made);
};

const toPiece = (mapping: RowMapping, make: Make<RowKind>, batch: readonly Found[]): Piece => {
  const rows: unknown[] = [];
  const faults: RowFault[] = [];
  let leftOut = 0;
  const keep = (made: object): void => {
    if (isFault(made)) faults.push(made);
    else rows.push(made);
  };
  const holdBack = holderBack(mapping, batch);
  for (const found of batch) {
    if (isFault(found)) faults.push(found);
    else if (!isWanted(mapping, found)) leftOut += 1;
    else for (const made of make(found)) keep(holdBack(made, found));
  }
  return { kind: mapping.kind, rows, faults, leftOut } as Piece;
};

async function* judge(
  mapping: RowMapping,
  format: Format,
  records: () => AsyncIterable<readonly Found[]>,
): AsyncGenerator<JudgedRows> {
  const make = makeOf(mapping, format);
  const first = new FirstOnly(placesOf(format));
  for await (const found of records()) {
    const piece = first.check(toPiece(mapping, make, found));
    yield { found, faults: piece.faults, piece };
  }
}

async function* piecesOf(judged: AsyncIterable<JudgedRows>): AsyncGenerator<Piece> {
  for await (const { piece } of judged) yield piece;
}

async function* piecesOfNetwork({ things, links, faults }: Network, format: Format): AsyncGenerator<Piece> {
  const first = new FirstOnly(placesOf(format));
  yield first.check({ kind: "things", rows: things satisfies readonly Lined<ThingIn>[], faults, leftOut: 0 });
  yield first.check({ kind: "links", rows: links satisfies readonly Lined<LinkIn>[], faults: [], leftOut: 0 });
}

type Opened = Pick<Understanding, "notices" | "pieces"> & Partial<Pick<Understanding, "table" | "features" | "own">>;

const openModel = async (file: SourceFile, format: "epanet" | "swmm", mapping: NetworkMapping): Promise<Opened> => {
  const ground = openGround(mapping);
  const inp = await readInp(file);
  const isPartial = isPartialInp(inp);
  // A piece of a model is no model to an engine: what it was cut from was opened before.
  if (format === "epanet" && !isPartial) await checkByEngine(inp, file.name);
  const model = format === "epanet" ? epanetModel(inp, file.name) : swmmModel(inp, file.name);
  const network = placeModel({ mapping, ground, isPartial }, model);
  return {
    ...{ notices: network.notices, pieces: () => piecesOfNetwork(network, format) },
    own: { ending: "inp", write: (rejected) => writePartialInp(inp, rejected) },
  };
};

/** Records of lines with what was made of them: nodes first, for links stand between them. */
async function* judgeNetwork(
  { things, links, faults }: Network,
  records: () => AsyncIterable<readonly Found[]>,
  format: Format,
): AsyncGenerator<JudgedRows> {
  const first = new FirstOnly(placesOf(format));
  const nodes = first.check({ kind: "things", rows: things, faults: [], leftOut: 0 });
  yield { found: [], faults: nodes.faults, piece: nodes };
  const [rowsAt, faultsAt] = [groupByLine(links), groupByLine(faults)];
  for await (const found of records()) {
    const at = <One>(of: ReadonlyMap<number, readonly One[]>) => found.flatMap(({ line }) => of.get(line) ?? []);
    const piece = first.check({ kind: "links", rows: at(rowsAt), faults: at(faultsAt), leftOut: 0 });
    yield { found, faults: piece.faults, piece };
  }
}

const groupByLine = <One extends { readonly line: number }>(
  all: readonly One[],
): ReadonlyMap<number, readonly One[]> => {
  const groups = new Map<number, One[]>();
  for (const one of all) {
    const own = groups.get(one.line);
    if (own === undefined) groups.set(one.line, [one]);
    else own.push(one);
  }
  return groups;
};

const openNetwork = async (file: SourceFile, format: Format, mapping: NetworkMapping): Promise<Opened> => {
  if (format === "epanet" || format === "swmm") return openModel(file, format, mapping);
  const { records } = await openRecords(file, format, mapping);
  const network = await networkOfLines(mapping, openGround(mapping), records());
  const judged = () => judgeNetwork(network, records, format);
  const isTable = format === "csv" || format === "xlsx";
  return {
    ...{ notices: network.notices, pieces: () => piecesOfNetwork(network, format) },
    ...(isTable ? {} : { features: judged }),
  };
};

const featuresAtOnce = 1_000;

async function* piecesOfOsm(data: OsmData, mapping: MappingOf<"base">): AsyncGenerator<Piece> {
  // OpenStreetMap is WGS-84 by definition: there is nothing to ask.
  const position = { placing: openPlacing("wgs-84"), bounds: mapping.bounds };
  const first = new FirstOnly("line");
  let rows: Lined<BroughtFeature>[] = [];
  let faults: RowFault[] = [];
  for (const made of featuresOf({ data, source: mapping.source, position })) {
    if (isFault(made)) faults.push(made);
    else rows.push(made);
    if (rows.length >= featuresAtOnce) {
      yield first.check({ kind: "base", rows, faults, leftOut: 0 });
      [rows, faults] = [[], []];
    }
  }
  yield first.check({ kind: "base", rows, faults, leftOut: 0 });
}

/** An extract is read anew for each pass, and held no longer. */
const openOsm = (file: SourceFile, mapping: MappingOf<"base">): Opened => ({
  notices: [],
  pieces: async function* pieces() {
    yield* piecesOfOsm(await readOsm(file), mapping);
  },
  own: {
    ending: "osm",
    write: async function* write(rejected) {
      yield* writePartialOsm(await readOsm(file), rejected);
    },
  },
});

const open = async (file: SourceFile, format: Format, mapping: Mapping): Promise<Opened> => {
  if (mapping.kind === "network") return openNetwork(file, format, mapping);
  if (mapping.kind === "base" && format === "osm") return openOsm(file, mapping);
  const { notices, records } = await openRecords(file, format, mapping);
  await checkColumns(file, mapping, records);
  await checkZone(file, format, mapping, records);
  const judged = () => judge(mapping, format, records);
  const isTable = format === "csv" || format === "xlsx";
  return {
    ...{ notices, pieces: () => piecesOf(judged()) },
    ...(isTable ? { table: judged } : { features: judged }),
  };
};

/** Of a drawing: why its place is doubtful. */
const doubtsOf = ({ system }: Mapping): Notice[] => {
  if (typeof system !== "object" || !("local" in system)) return [];
  const { placement } = openPlacing(system);
  const doubt = placement === undefined ? undefined : findDoubt(system.local.points, system.local.fit, placement);
  return doubt === undefined ? [] : [doubt];
};

/** Opens a file by its mapping; ends with a sentence when it can't be read at all. `name` is what people call it. */
export const understand = async (path: string, mapping: Mapping, name?: string): Promise<Understanding> => {
  const inspected = await inspectFile(path, mapping.encoding as Encoding | undefined, name);
  const format = formatOf(inspected, mapping);
  const file = format === "shapefile" ? await withParts(inspected) : inspected;
  const residualsM = mapping.system === undefined ? undefined : openPlacing(mapping.system).placement?.residualsM;
  const { table, features, own, ...opened } = await open(file, format, mapping);
  return {
    file,
    format,
    residualsM,
    table,
    features,
    own,
    ...opened,
    notices: [...opened.notices, ...doubtsOf(mapping)],
  };
};
