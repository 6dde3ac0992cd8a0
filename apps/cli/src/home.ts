import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { Exit, exitCodes } from "./exit.ts";

/** Folder of the installation, from the source tree and from a built one alike. */
export const findHome = (): string => {
  for (let at = import.meta.dirname; at !== dirname(at); at = dirname(at))
    if (existsSync(join(at, "deploy", "cities"))) return at;
  throw new Exit(exitCodes.noData, {
    zh: "安装不完整：找不到 deploy/cities。",
    en: "The installation is incomplete: there is no deploy/cities.",
  });
};
