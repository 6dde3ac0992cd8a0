import type { Label } from "@chengyun/kernel";
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
  readonly reason: Label;
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

/** What is wrong with a cell: which one, what it says, what it should be. */
const wrong = (column: string, says: string, wanted: Label): Label => ({
  zh: `${column} "${says}" ${wanted.zh}`,
  en: `${column} "${says}" ${wanted.en}`,
});
const noLevel: Label = { zh: "不是以厘米计的潮位", en: "is no level in cm" };

const readCells = (cells: readonly string[], storm: string): TideRow | Label => {
  if (cells.length !== header.length)
    return {
      zh: `有 ${cells.length} 列，应为 ${header.length} 列`,
      en: `${cells.length} columns instead of ${header.length}`,
    };
  const [typhoon = "", station = "", , lat = "", lon = "", , warning = "", time = "", observed = ""] = cells;
  if (typhoon !== storm) return wrong("typhoon", typhoon, { zh: `不是 ${storm}`, en: `is not ${storm}` });
  if (!/^[A-Z]+$/.test(station))
    return wrong("station", station, { zh: "不是大写字母站码", en: "is no code of capital letters" });
  const [latitude, longitude, at] = [toNumber(lat, -90, 90), toNumber(lon, -180, 180), toTime(time)];
  if (latitude === undefined || longitude === undefined)
    return wrong("lat, lon", `${lat}, ${lon}`, { zh: "不是经纬度", en: "is no position" });
  if (at === undefined)
    return wrong("time_local", time, {
      zh: "不是 2014-07-18 17:00 这样的时间",
      en: "is no time like 2014-07-18 17:00",
    });
  if (observed === "") return { zh: "observed_cm 为空", en: "observed_cm is empty" };
  const levelCm = toNumber(observed, -2_000, 3_000);
  if (levelCm === undefined) return wrong("observed_cm", observed, noLevel);
  const warningLevelCm = warning === "" ? undefined : toNumber(warning, 0, 3_000);
  if (warning !== "" && warningLevelCm === undefined) return wrong("warning_level_cm", warning, noLevel);
  const row = { station, longitude, latitude, at, levelCm };
  return warningLevelCm === undefined ? row : { ...row, warningLevelCm };
};

const readLine = (text: string, storm: string): TideRow | Label => {
  try {
    const [cells = []] = parse(text, { relax_column_count: true, trim: true }) as string[][];
    return readCells(cells, storm);
  } catch (fault) {
    // The only thing the parser throws: a line that is no CSV, with its own explanation.
    const why = fault instanceof Error ? fault.message : String(fault);
    return { zh: `不是 CSV 行(${why})`, en: `not a line of CSV (${why})` };
  }
};

const repeated = (station: string): Label => ({
  zh: `${station} 的这一小时已有读数`,
  en: `${station} has this hour already`,
});

const isBroken = (read: TideRow | Label): read is Label => "zh" in read;

/** Reads a table line by line: a broken line is told with its number and reason, the rest goes on. */
export const readTideTable = (text: string, storm: string): TideTable => {
  const rows: TideRow[] = [];
  const broken: BrokenLine[] = [];
  const seen = new Set<string>();
  const [first = "", ...lines] = text.replace("\ufeff", "").split(/\r?\n/);
  if (first !== header.join(",")) broken.push({ line: 1, reason: { zh: "表头不符", en: "not the header expected" } });
  for (const [index, content] of lines.entries()) {
    if (content.trim() === "") continue;
    const read = readLine(content, storm);
    const line = index + 2;
    const key = isBroken(read) ? "" : `${read.station} ${read.at}`;
    if (isBroken(read)) broken.push({ line, reason: read });
    else if (seen.has(key)) broken.push({ line, reason: repeated(read.station) });
    else rows.push(read);
    seen.add(key);
  }
  return { rows, broken };
};

const drawTogether = (lines: readonly number[]): string => {
  const runs: [number, number][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === line - 1) last[1] = line;
    else runs.push([line, line]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", ");
};

/** Broken lines by reason, their numbers drawn together: `observed_cm is empty: lines 241, 253–257`. */
export const describeBroken = (broken: readonly BrokenLine[]): Label[] => {
  const byReason = new Map<string, { readonly reason: Label; readonly lines: number[] }>();
  for (const { line, reason } of broken) {
    const group = byReason.get(reason.en) ?? { reason, lines: [] };
    group.lines.push(line);
    byReason.set(reason.en, group);
  }
  return [...byReason.values()].map(({ reason, lines }) => {
    const shown = drawTogether(lines);
    return {
      zh: `${reason.zh}：第 ${shown} 行`,
      en: `${reason.en}: ${lines.length === 1 ? "line" : "lines"} ${shown}`,
    };
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
