import { z } from "zod";
import { Moment, Text } from "./shape.ts";

/** Health of one part of the platform. */
export const PartHealth = z.object({
  part: z.string(),
  name: Text,
  state: z.enum(["well", "degraded", "down", "unknown"]),
  words: Text,
  since: Moment.optional(),
  figures: z.array(z.object({ name: Text, value: z.number(), unit: z.string().optional() })),
});
export type PartHealth = z.infer<typeof PartHealth>;

/** Health of everything. */
export const Health = z.object({
  state: z.enum(["well", "degraded", "down"]),
  version: z.string(),
  parts: z.array(PartHealth),
});
export type Health = z.infer<typeof Health>;

/** How many hours back the strip reaches. */
export const StripQuery = z.object({ hours: z.coerce.number().int().min(1).max(168).default(24) });

/** Counts per slice of time, for the strip under the map. */
export const Strip = z.object({
  from: Moment,
  to: Moment,
  sliceMs: z.number().int(),
  alarms: z.array(z.number().int()),
  reports: z.array(z.number().int()),
  cases: z.array(z.number().int()),
});
export type Strip = z.infer<typeof Strip>;
