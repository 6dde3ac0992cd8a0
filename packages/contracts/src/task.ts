import { z } from "zod";
import { CaseRow, TaskKindShape } from "./case.ts";
import { MoveOffer } from "./flow.ts";
import { IncidentMark } from "./incident.ts";
import { Id, Moment, PageQuery, Text } from "./shape.ts";

/** A task in somebody's list, with what can be done about it now. */
export const TaskRow = z.object({
  id: Id,
  kind: TaskKindShape,
  /** Of a joint task its own stage; of the others `given`, or `accepted` once somebody is at work. */
  stage: z.string(),
  stageName: Text,
  /** What a joint task is about. */
  what: z.string().optional(),
  departmentId: Id,
  departmentName: Text,
  /** Absent: anybody's of the department. */
  personId: z.string().optional(),
  personName: z.string().optional(),
  openedAt: Moment,
  dueAt: Moment.optional(),
  /** Only when asked for with `near`. */
  metres: z.number().optional(),
  /** The case it is a part of; its clock is the one that decides. Of an incident's task: the incident's first case. */
  case: CaseRow,
  /** The incident it belongs to, where it is a step of a plan, an order or a lesson. */
  incident: IncidentMark.optional(),
  /** What is ordered there: in short, and the whole order. */
  ordered: z.object({ name: Text, text: Text }).optional(),
  /** What the moves are posted to: `POST /api/v1/<plural>/<id>/moves/<move>` with this version. */
  subject: z.object({ kind: z.string(), plural: z.string(), id: Id, version: z.number().int() }),
  /** Facts its moves may do without although the flow needs them; absent: none. */
  waives: z.array(z.string()).optional(),
  /** What whoever asks may do for this task now. */
  moves: z.array(MoveOffer),
  /** What can't be done yet in the stage it is in, or will be in once accepted, each with everything that stands in its way; absent: nothing. */
  heldUp: z.array(z.object({ move: z.string(), name: Text, stage: z.string(), why: z.array(Text) })).optional(),
});
export type TaskRow = z.infer<typeof TaskRow>;

/** Asking for open tasks: the own and those of nobody in particular, the nearest or the soonest due first. */
export const TaskQuery = PageQuery.extend({
  mine: z.enum(["true", "false"]).default("false"),
  kind: TaskKindShape.optional(),
  /** Longitude and latitude in degrees WGS-84. */
  near: z
    .string()
    .regex(/^-?\d{1,3}(\.\d+)?,-?\d{1,2}(\.\d+)?$/)
    .transform((text) => text.split(",").map(Number) as [number, number])
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
