import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const findUp = (from: string): string => {
  for (let at = from; at !== dirname(at); at = dirname(at)) if (existsSync(join(at, "deploy", "cities"))) return at;
  throw new Error(`no deploy/cities above ${from}: the installation is incomplete`);
};

/** Folder of the installation: profiles and built web apps lie below it, in the source tree and in a built one alike. */
export const home = findUp(dirname(fileURLToPath(import.meta.url)));

const ownCities = join(home, "deploy", "cities");

/** Folder that a city's profile lies in: the operator's own when it is there, else that of the installation. */
export const findCitiesDir = (own: string | undefined, city: string): string =>
  own !== undefined && existsSync(join(own, city)) ? own : ownCities;
