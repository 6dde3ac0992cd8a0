import { readConfig } from "../../apps/server/src/config.ts";
import { type Database, databaseAddress, openDatabase } from "../../apps/server/src/platform/database.ts";
import { openDirectory } from "../../apps/server/src/platform/directory.ts";
import type { RunningCity } from "./running-city.ts";

/** Opens the database of a running city beside its own processes. */
export const openBeside = (city: Pick<RunningCity, "env">): Database => {
  const read = readConfig(city.env);
  if ("faults" in read) throw new Error(read.faults.join("\n"));
  const { config } = read;
  return openDatabase(databaseAddress(config, openDirectory(config.dataDir)), { max: 2, name: "chengyun-beside" });
};
