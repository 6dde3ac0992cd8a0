import { factKinds, timeKinds } from "@chengyun/kernel";
import { z } from "zod";
import { Id, LimitShape, Moment, PageQuery, Text } from "./shape.ts";

/** A fact a move asks for, as the dialog shows it. */
export const FactShape = z.object({
  id: z.string(),
  name: Text,
  kind: z.enum(factKinds),
  unit: z.string().optional(),
  choices: z.record(z.string(), Text).optional(),
  required: z.boolean(),
  /** What the dialog begins with whatever the subject said before; empty: nothing. */
  proposed: z.string().optional(),
  /** Why that is proposed, or nothing is. */
  hint: Text.optional(),
  /** Values that are asked about once before they are sent, each with why. */
  doubts: z.record(z.string(), Text).optional(),
  /** Departments that can't be chosen: they have it already. */
  without: z.array(Id).optional(),
});
export type FactShape = z.infer<typeof FactShape>;

/** One button: the move, what it needs, and why it can't be made now when it can't. */
export const MoveOffer = z.object({
  move: z.string(),
  name: Text,
  to: z.string(),
  facts: z.array(FactShape),
  /** Form that is asked with it, and the version to ask. */
  form: z.object({ id: z.string(), version: z.number().int() }).optional(),
  handsBack: z.boolean(),
  /** It adds without changing where the subject stands: it belongs beside the text box, not among the next steps. */
  quiet: z.boolean().optional(),
  /** Absent when the person may make it now. */
  whyNot: Text.optional(),
  /** The post of whoever asks has no permission for it: somebody else's button. */
  others: z.boolean().optional(),
  /** Everything that stands in the way, `whyNot` first. */
  missing: z.array(Text).optional(),
});
export type MoveOffer = z.infer<typeof MoveOffer>;

/** Making a move: the version seen, and the facts it needs. */
export const MoveIn = z.object({
  version: z.number().int().min(1),
  facts: z.record(z.string().max(100), z.unknown()).default({}),
  /** Form these answers were given to, and its version; whoever names neither answers the form that is asked now. */
  form: z.string().max(100).optional(),
  formVersion: z.number().int().min(1).optional(),
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
  /** Whose it was when it ran out, of one that came with another case. */
  departmentId: Id.optional(),
  /** It was overrun and an appeal against that was granted: it doesn't count as late. */
  exempt: z.boolean().optional(),
});
export type ClockShape = z.infer<typeof ClockShape>;

/** A flow's table, so that every screen names stages and moves alike. */
export const FlowShape = z.object({
  id: z.string(),
  kind: z.string(),
  plural: z.string(),
  version: z.number().int(),
  name: Text,
  stages: z.array(z.object({ id: z.string(), name: Text, end: z.boolean(), aside: z.boolean().optional() })),
  moves: z.array(
    z.object({
      id: z.string(),
      name: Text,
      from: z.array(z.string()),
      to: z.string().optional(),
      records: z.string(),
      handsBack: z.boolean().optional(),
      /** Facts it needs unless its subject may do without; absent: none. */
      needs: z.array(z.string()).optional(),
      /** The permission it needs; absent when only the platform makes it. */
      by: z.string().optional(),
    }),
  ),
});
export type FlowShape = z.infer<typeof FlowShape>;

/** How subjects of a flow are opened from a screen: what has to be said first. */
export const OpeningShape = z.object({
  move: z.string(),
  name: Text,
  by: z.string(),
  facts: z.array(FactShape),
  form: z.object({ id: z.string(), version: z.number().int() }).optional(),
});
export type OpeningShape = z.infer<typeof OpeningShape>;

/** A flow that a pack declares, with all that generic screens need: they know nothing else of it. */
export const MatterKind = z.object({
  flow: z.string(),
  kind: z.string(),
  plural: z.string(),
  name: Text,
  packName: Text,
  clocks: z.array(z.object({ id: z.string(), name: Text })),
  /** Every fact of its subjects, in the order in which they are asked. */
  facts: z.array(FactShape.extend({ personal: z.boolean().optional() })),
  opening: OpeningShape.optional(),
});
export type MatterKind = z.infer<typeof MatterKind>;

/** A subject of a flow that a pack declares: its facts, and where it stands. */
export const Matter = z.object({
  id: Id,
  flow: z.string(),
  kind: z.string(),
  stage: z.string(),
  version: z.number().int(),
  areaPath: z.string(),
  facts: z.record(z.string(), z.unknown()),
  /** What ids among the facts are called: departments, things; persons and personal words masked. */
  words: z.record(z.string(), Text),
  openedAt: Moment,
  changedAt: Moment,
  clocks: z.array(ClockShape),
  moves: z.array(MoveOffer),
  /** Which form in which version each answer was given to. */
  answered: z.array(z.object({ form: z.string(), version: z.number().int(), move: z.string(), at: Moment })),
});
export type Matter = z.infer<typeof Matter>;

/** A matter as lists show it: the clock that counts, if one runs. */
export const MatterRow = Matter.omit({ clocks: true, moves: true, answered: true }).extend({
  clock: ClockShape.optional(),
});
export type MatterRow = z.infer<typeof MatterRow>;

/** Which matters a list shows. */
export const MatterQuery = PageQuery.extend({
  stage: z.string().max(100).optional(),
  open: z.enum(["true", "false"]).optional(),
  late: z.enum(["true", "false"]).optional(),
  q: z.string().max(100).optional(),
});

/** Opening such a subject: where, and the facts its first move needs. */
export const MatterIn = z.object({
  /** Where; the area of the place that was answered, else of the post, when absent. */
  areaPath: z.string().min(1).max(200).optional(),
  facts: z.record(z.string().max(100), z.unknown()).default({}),
  form: z.string().max(100).optional(),
  formVersion: z.number().int().min(1).optional(),
});
