import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const findUp = (from: string): string => {
  for (let at = from; at !== dirname(at); at = dirname(at)) if (existsSync(join(at, "deploy", "cities"))) return at;
  throw new Error(`no deploy/cities above ${from}: the installation is incomplete`);
};

/** Folder of the installation: profiles and built web apps lie below it, in the source tree and in a built one alike. */
export const home = findUp(dirname(fileURLToPath(import.meta.url)));

/** Folder of the city profiles. */
export const citiesDir = join(home, "deploy", "cities");
