import { z } from "zod";
import { Moment, Position } from "./shape.ts";

/** Where somebody on duty is, told by their phone with their consent. */
export const PresenceIn = z.object({
  position: Position,
  /** How far off the phone says it may be, in metres. */
  accuracyM: z.number().min(0).max(100_000),
});

/** Whether somebody is on duty, and since when; the place itself is told to nobody. */
export const Presence = z.object({ onDuty: z.boolean(), since: Moment.optional() });
export type Presence = z.infer<typeof Presence>;
