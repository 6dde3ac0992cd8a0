import type { LiveEvent } from "@chengyun/contracts";

/** What the feed knows of a positioned entry: what it tells, and whose it is. */
export interface FeedEntry extends LiveEvent {
  readonly areaPath: string;
  readonly departments: readonly string[];
}
