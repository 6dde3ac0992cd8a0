import { factKinds, timeKinds } from "@chengyun/kernel";
import { z } from "zod";
import { Id, LimitShape, Moment, Text } from "./shape.ts";

/** A fact a move asks for, as the dialog shows it. */
export const FactShape = z.object({
  id: z.string(),
  name: Text,
  kind: z.enum(factKinds),
  unit: z.string().optional(),
  choices: z.record(z.string(), Text).optional(),
  required: z.boolean(),
});
export type FactShape = z.infer<typeof FactShape>;

/** One button: the move, what it needs, and why it can't be made now when it can't. */
export const MoveOffer = z.object({
  move: z.string(),
  name: Text,
  to: z.string(),
  facts: z.array(FactShape),
  handsBack: z.boolean(),
  /** It adds without changing where the subject stands: it belongs beside the text box, not among the next steps. */
  quiet: z.boolean().optional(),
  /** Absent when the person may make it now. */
  whyNot: Text.optional(),
});
export type MoveOffer = z.infer<typeof MoveOffer>;

/** Making a move: the version seen, and the facts it needs. */
export const MoveIn = z.object({
  version: z.number().int().min(1),
  facts: z.record(z.string().max(100), z.unknown()).default({}),
});
export type MoveIn = z.infer<typeof MoveIn>;

/** Where a subject stands after a move. */
export const SubjectState = z.object({ id: Id, kind: z.string(), stage: z.string(), version: z.number().int() });
export type SubjectState = z.infer<typeof SubjectState>;

/** A running, paused or stopped limit of a subject. */
export const ClockShape = z.object({
  clock: z.string(),
  name: Text,
  limit: LimitShape,
  startedAt: Moment,
  /** Absent while suspended without an end. */
  dueAt: Moment.optional(),
  stoppedAt: Moment.optional(),
  pausedAt: Moment.optional(),
  resumesAt: Moment.optional(),
  late: z.boolean(),
  /** Counted time left in milliseconds of the clock's own kind of time; negative when late. */
  leftMs: z.number(),
  limitMs: z.number(),
  kind: z.enum(timeKinds),
  provisional: z.boolean(),
  extensions: z.number().int(),
});
export type ClockShape = z.infer<typeof ClockShape>;

/** A flow's table, so that every screen names stages and moves alike. */
export const FlowShape = z.object({
  id: z.string(),
  kind: z.string(),
  plural: z.string(),
  version: z.number().int(),
  name: Text,
  stages: z.array(z.object({ id: z.string(), name: Text, end: z.boolean() })),
  moves: z.array(
    z.object({
      id: z.string(),
      name: Text,
      from: z.array(z.string()),
      to: z.string().optional(),
      records: z.string(),
      /** The permission it needs; absent when only the platform makes it. */
      by: z.string().optional(),
    }),
  ),
});
export type FlowShape = z.infer<typeof FlowShape>;

/** A subject of a flow that a pack declares: its facts, and where it stands. */
export const Matter = z.object({
  id: Id,
  flow: z.string(),
  kind: z.string(),
  stage: z.string(),
  version: z.number().int(),
  areaPath: z.string(),
  facts: z.record(z.string(), z.unknown()),
  openedAt: Moment,
  changedAt: Moment,
  clocks: z.array(ClockShape),
  moves: z.array(MoveOffer),
});
export type Matter = z.infer<typeof Matter>;

/** Opening such a subject: where, and the facts its first move needs. */
export const MatterIn = z.object({
  areaPath: z.string().min(1).max(200),
  facts: z.record(z.string().max(100), z.unknown()).default({}),
});
