import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { home } from "../platform/home.ts";

/** Version of the program. */
export const programVersion = (): string => {
  const file = join(home, "package.json");
  const content = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { version?: string }) : {};
  return content.version ?? "0";
};
