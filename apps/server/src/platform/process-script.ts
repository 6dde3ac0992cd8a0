import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where the script of a process lies: beside what was built, or in the source tree. */
export const processScript = (name: string): string => {
  const built = join(import.meta.dirname, `${name}.mjs`);
  return existsSync(built) ? built : join(import.meta.dirname, "..", "processes", `${name}.ts`);
};
