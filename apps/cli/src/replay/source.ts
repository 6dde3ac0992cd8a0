import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Exit, exitCodes } from "../exit.ts";
import { readStationNames, readTideTable, type TideTable } from "./tide-table.ts";

/** Storms there are tables of. */
export const storms: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  "1409": { zh: "威马逊", en: "Rammasun" },
  "1415": { zh: "海鸥", en: "Kalmaegi" },
  "1416": { zh: "凤凰", en: "Fung-wong" },
};

/** Reads a storm's table and the names of its stations from the data folder. */
export const readStorm = (folder: string, storm: string): { table: TideTable; names: Map<string, string> } => {
  const gauges = join(resolve(folder), "hazards", "tide-gauges");
  const path = join(gauges, `typhoon-${storm}-hourly-tide.csv`);
  if (!existsSync(path))
    throw new Exit(exitCodes.noData, {
      zh: `没有潮位数据 ${path}，未发送任何读数。请用 --data 指明数据目录。`,
      en: `There are no tide readings at ${path}; nothing was sent. Say where the data lies with --data.`,
    });
  const names = join(gauges, "station-names.csv");
  return {
    table: readTideTable(readFileSync(path, "utf8"), storm),
    names: existsSync(names) ? readStationNames(readFileSync(names, "utf8")) : new Map(),
  };
};
