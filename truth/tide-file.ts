import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a storm's table says by itself, read without any code of the product. */
export interface TideTruth {
  /** Rows with a station, a time and an observed level, each station and hour once. */
  readonly rows: number;
  /** Stations whose observed level passes the official warning level, by code, in order. */
  readonly above: readonly string[];
  readonly stations: number;
}

const columns = ["station", "warning_level_cm", "time_local", "observed_cm"] as const;

/** Reads a storm's table; undefined when it isn't there. */
export const readTideTruth = (data: string, storm: string): TideTruth | undefined => {
  const path = join(data, `hazards/tide-gauges/typhoon-${storm}-hourly-tide.csv`);
  if (!existsSync(path)) return undefined;
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const places = columns.map((name) => head.split(",").indexOf(name));
  const hours = new Set<string>();
  const above = new Set<string>();
  const stations = new Set<string>();
  for (const line of lines) {
    const cells = line.split(",");
    const [station = "", warning = "", time = "", observed = ""] = places.map((place) => cells[place] ?? "");
    if (station === "" || time === "" || observed === "" || Number.isNaN(Number(observed))) continue;
    stations.add(station);
    hours.add(`${station} ${time}`);
    if (warning !== "" && Number(observed) > Number(warning)) above.add(station);
  }
  return { rows: hours.size, above: [...above].sort(), stations: stations.size };
};

/** What the README of the data set states: stations above their level, by storm. */
export const readStatedTruth = (data: string): ReadonlyMap<string, readonly string[]> => {
  const path = join(data, "hazards/README.md");
  const text = existsSync(path) ? readFileSync(path, "utf8") : "";
  const sentence = /passes the warning level at (.*?)\. /s.exec(text)?.[1] ?? "";
  const stated = new Map<string, readonly string[]>();
  for (const [, stations = "", storm = ""] of sentence.matchAll(/([A-Z, ]+?) \((\d{4})\)/g))
    stated.set(storm, (stations.match(/[A-Z]+/g) ?? []).sort());
  return stated;
};
