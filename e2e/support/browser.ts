import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const path = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** Why there are no journeys here; undefined when there is a browser. */
export const browserMissing = existsSync(path)
  ? undefined
  : `there is no browser at ${path} (apt-get install chromium, or set CHROMIUM)`;

/** Starts the system's Chromium without a screen, with a profile of its own and a software GPU for the map. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: path,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-sync",
    ],
  });
