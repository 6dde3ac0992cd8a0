import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeFolder, type RunningCity, root, runCli, startCity } from "../e2e/support/running-city.ts";

/** Mappings that come with the platform. */
export const mappingPath = (name: string): string => join(root, "deploy/mappings", `${name}.json`);

/** Starts a city without anything in it, whose extent is the given box. */
export const startWideCity = (id: string, extent: readonly number[], dataDir: string): Promise<RunningCity> => {
  const cities = makeFolder("cities");
  const profile = JSON.parse(readFileSync(join(root, "deploy/cities/yuanjiang/profile.json"), "utf8")) as object;
  mkdirSync(join(cities, id));
  const own = { ...profile, id, host: `${id}.chengyun.example`, extent, areas: { from: "extent" } };
  writeFileSync(join(cities, id, "profile.json"), JSON.stringify(own));
  return startCity({ dataDir, env: { CITY: id, CITIES_DIR: cities }, readyWithinMs: 240_000 });
};

/** Runs `npx chengyun import …`; fails with all it said. */
export const importByCli = async (city: RunningCity, kind: string, file: string, mapping: string): Promise<string> => {
  const rejects = join(city.dataDir, `${mapping}.rejects.csv`);
  const ended = await runCli(city, "import", kind, file, "--map", mappingPath(mapping), "--rejects", rejects);
  // Sets of the world have rows that can't be taken; how many is what the truths compare.
  if (ended.code !== 0 && ended.code !== 5)
    throw new Error(`import ${kind} ended with ${ended.code}:\n${ended.output}`);
  return ended.output;
};
