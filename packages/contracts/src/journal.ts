import { z } from "zod";
import { CityDay, Id, Moment, PageQuery, Several, Text } from "./shape.ts";

/** A positioned entry of the journal. `changes` are absent once erased; without `salt` an erasure took somebody's words out of them. */
export const Entry = z.object({
  position: z.number().int(),
  at: Moment,
  type: z.string(),
  subject: z.object({ kind: z.string(), id: z.string() }),
  actor: z.object({
    kind: z.enum(["person", "rule", "device", "key", "system"]),
    id: z.string(),
    post: z.string().optional(),
    /** Name of the person, while there is one: erased with them. */
    name: z.string().optional(),
  }),
  reason: z.string().optional(),
  cause: z.object({ kind: z.enum(["entry", "alarm", "reading"]), id: z.string() }).optional(),
  requestId: z.string().optional(),
  salt: z.string().optional(),
  digest: z.string(),
  changes: z.record(z.string(), z.unknown()).optional(),
});
export type Entry = z.infer<typeof Entry>;

/** A type of entry that stands in the journal, e.g. `case.filed`. */
export const EntryType = z.object({ type: z.string() });

/** Asking for entries in order of position. */
export const EntryQuery = PageQuery.extend({
  subject: Id.optional(),
  type: Several.optional(),
  /** Who did it: the id of a person, a key, a device, a rule. */
  actor: z.string().min(1).max(200).optional(),
  /** First and last day, on the city's calendar; with one of them entries come in order of time. */
  from: CityDay.optional(),
  to: CityDay.optional(),
  newest: z.enum(["true", "false"]).optional(),
});

/** What the live feed says of one entry: enough to know what to ask for again. */
export const LiveEvent = z.object({
  position: z.number().int(),
  at: Moment,
  type: z.string(),
  kind: z.string(),
  id: z.string(),
  stage: z.string().optional(),
  severity: z.string().optional(),
});
export type LiveEvent = z.infer<typeof LiveEvent>;
/** Where the live feed goes on: behind this position. */
export const LiveQuery = z.object({ after: z.coerce.number().int().min(0).optional() });

/** How the journal stands: whole, not looked through yet, or tampered with, where commands are stopped or let through. */
export const GuardState = z.object({
  state: z.enum(["looking", "whole", "stopped", "glass-broken"]),
  faults: z.array(z.object({ code: z.string(), position: z.number().int(), text: Text })),
  /** Since when something is known to be wrong. */
  since: Moment.optional(),
  /** When everything was last found as it was signed. */
  wholeAt: Moment.optional(),
  /** Until when commands are let through, and why. */
  until: Moment.optional(),
  reason: z.string().optional(),
});
export type GuardState = z.infer<typeof GuardState>;

/** Letting commands through although the journal was tampered with. */
export const BreakGlassIn = z.object({
  reason: z.string().trim().min(5).max(500),
  hours: z.number().int().min(1).max(24),
});
