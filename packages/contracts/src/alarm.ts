import { z } from "zod";
import { BoxQuery, Id, Moment, PageQuery, Position, SeverityShape, Text } from "./shape.ts";

/** A condition that holds, or held: raised by a rule on a thing. */
export const Alarm = z.object({
  id: Id,
  rule: z.string(),
  ruleName: Text,
  /** What the rule says, in words, with this thing's thresholds. */
  ruleWords: Text,
  thingId: Id,
  thingName: Text,
  streamNo: z.number().int(),
  position: Position,
  areaPath: z.string(),
  severity: SeverityShape,
  /** Gravest level it ever had. */
  peak: SeverityShape,
  stage: z.enum(["raised", "acknowledged", "cleared"]),
  version: z.number().int(),
  /** Start of the condition: with rule and thing the alarm's identity. */
  startedAt: Moment,
  raisedAt: Moment,
  clearedAt: Moment.optional(),
  acknowledgedAt: Moment.optional(),
  acknowledgedBy: z.string().optional(),
  value: z.number(),
  /** The value as people read it: with its unit, or the name of the state; for silence, that nothing came. */
  valueText: Text,
  unit: z.string().optional(),
  caseId: Id.optional(),
  /** The alarm it is an echo of: one cause along the network. */
  causeId: Id.optional(),
  /** How many echoes it has. */
  echoes: z.number().int().optional(),
});
export type Alarm = z.infer<typeof Alarm>;

/** Asking for alarms, newest first. */
export const AlarmQuery = PageQuery.extend({
  open: z.enum(["true", "false"]).optional(),
  severity: SeverityShape.optional(),
  rule: z.string().max(100).optional(),
  thing: Id.optional(),
  /** Only echoes of this alarm. */
  cause: Id.optional(),
  /** Only alarms that are no echo. */
  causes: z.literal("true").optional(),
  box: BoxQuery.optional(),
});

/** The readings that raised an alarm, and some before and after. */
export const Evidence = z.object({
  from: Moment,
  to: Moment,
  thresholds: z.array(z.object({ severity: SeverityShape, value: z.number() })),
  readings: z.array(z.object({ at: Moment, value: z.number(), judged: z.boolean() })),
});
export type Evidence = z.infer<typeof Evidence>;
