import { parse } from "csv-parse/sync";

/** One hourly observation of one station. */
export interface TideRow {
  readonly station: string;
  readonly longitude: number;
  readonly latitude: number;
  /** Official warning level in this storm; a station without one has none. */
  readonly warningLevelCm?: number;
  /** Milliseconds since 1970 UTC. */
  readonly at: number;
  readonly levelCm: number;
}

/** A line that was not taken, and why. */
export interface BrokenLine {
  readonly line: number;
  readonly reason: string;
}

/** What a table of tides holds. */
export interface TideTable {
  readonly rows: readonly TideRow[];
  readonly broken: readonly BrokenLine[];
}

const header = "typhoon,station,sn,lat,lon,lev_cm,warning_level_cm,time_local,observed_cm,predicted_cm,surge_cm".split(
  ",",
);
const timePattern = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/;

const toNumber = (text: string, low: number, high: number): number | undefined => {
  const value = Number(text);
  return text !== "" && value >= low && value <= high ? value : undefined;
};

/** China time, as the tables are written. */
const toTime = (text: string): number | undefined => {
  const at = timePattern.test(text) ? Date.parse(`${text.replace(" ", "T")}:00+08:00`) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
};

const readCells = (cells: readonly string[], storm: string): TideRow | string => {
  if (cells.length !== header.length) return `${cells.length} columns instead of ${header.length}`;
  const [typhoon, station = "", , lat = "", lon = "", , warning = "", time = "", observed = ""] = cells;
  if (typhoon !== storm) return `typhoon is "${typhoon}", not ${storm}`;
  if (!/^[A-Z]+$/.test(station)) return `station "${station}" is no code of capital letters`;
  const [latitude, longitude, at] = [toNumber(lat, -90, 90), toNumber(lon, -180, 180), toTime(time)];
  if (latitude === undefined || longitude === undefined) return `lat "${lat}", lon "${lon}" is no position`;
  if (at === undefined) return `time_local "${time}" is no time like 2014-07-18 17:00`;
  if (observed === "") return "observed_cm is empty";
  const levelCm = toNumber(observed, -2_000, 3_000);
  if (levelCm === undefined) return `observed_cm "${observed}" is no level in cm`;
  const warningLevelCm = warning === "" ? undefined : toNumber(warning, 0, 3_000);
  if (warning !== "" && warningLevelCm === undefined) return `warning_level_cm "${warning}" is no level in cm`;
  const row = { station, longitude, latitude, at, levelCm };
  return warningLevelCm === undefined ? row : { ...row, warningLevelCm };
};

const readLine = (text: string, storm: string): TideRow | string => {
  try {
    const [cells = []] = parse(text, { relax_column_count: true, trim: true }) as string[][];
    return readCells(cells, storm);
  } catch (fault) {
    // The only thing the parser throws: a line that is no CSV, with its own explanation.
    return fault instanceof Error ? fault.message : String(fault);
  }
};

/** Reads a table line by line: a broken line is told with its number and reason, the rest goes on. */
export const readTideTable = (text: string, storm: string): TideTable => {
  const rows: TideRow[] = [];
  const broken: BrokenLine[] = [];
  const seen = new Set<string>();
  const [first = "", ...lines] = text.replace("\ufeff", "").split(/\r?\n/);
  if (first !== header.join(",")) broken.push({ line: 1, reason: "not the header expected" });
  for (const [index, content] of lines.entries()) {
    if (content.trim() === "") continue;
    const read = readLine(content, storm);
    const key = typeof read === "string" ? "" : `${read.station} ${read.at}`;
    if (typeof read === "string") broken.push({ line: index + 2, reason: read });
    else if (seen.has(key)) broken.push({ line: index + 2, reason: `${read.station} has this hour already` });
    else rows.push(read);
    seen.add(key);
  }
  return { rows, broken };
};

/** Broken lines by reason, their numbers drawn together: `observed_cm is empty: lines 241, 253–257`. */
export const describeBroken = (broken: readonly BrokenLine[]): string[] => {
  const byReason = new Map<string, number[]>();
  for (const { line, reason } of broken) byReason.set(reason, [...(byReason.get(reason) ?? []), line]);
  return [...byReason].map(([reason, lines]) => {
    const runs: [number, number][] = [];
    for (const line of lines) {
      const last = runs.at(-1);
      if (last !== undefined && last[1] === line - 1) last[1] = line;
      else runs.push([line, line]);
    }
    const shown = runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
    return `${reason}: ${lines.length === 1 ? "line" : "lines"} ${shown}`;
  });
};

/** Chinese names of stations by code; lines without a code and a name are passed over. */
export const readStationNames = (text: string): Map<string, string> =>
  new Map(
    text
      .split(/\r?\n/)
      .slice(1)
      .flatMap((line): [string, string][] => {
        const [code = "", name = ""] = line.split(",").map((cell) => cell.trim());
        return code === "" || name === "" ? [] : [[code, name]];
      }),
  );
