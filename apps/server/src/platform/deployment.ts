import type { Profile } from "@chengyun/contracts";
import type { Calendar } from "@chengyun/kernel";
import type { Config } from "../config.ts";
import type { Directory } from "./directory.ts";
import type { Registry } from "./registry.ts";
import type { Vitals } from "./vitals.ts";

/** What is fixed for the life of a process: settings, city, packs, folders. */
export interface Deployment {
  readonly config: Config;
  readonly profile: Profile;
  readonly registry: Registry;
  readonly directory: Directory;
  /** Working hours, holidays and make-up days of the city. */
  readonly calendar: Calendar;
  /** How this process and what it depends on fare. */
  readonly vitals: Vitals;
}
