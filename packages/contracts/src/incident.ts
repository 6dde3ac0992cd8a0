import { figureNames, incidentLevels, resourceKinds } from "@chengyun/kernel";
import { z } from "zod";
import { ClockShape, MoveOffer } from "./flow.ts";
import { Id, Moment, PageQuery, Position, SeverityShape, Text } from "./shape.ts";

const resourceNames = (): [keyof typeof resourceKinds] => Object.keys(resourceKinds) as [keyof typeof resourceKinds];

/** I, the gravest, to IV. */
export const LevelShape = z.enum(incidentLevels);

/** Which incident something belongs to, and whether it is a drill. */
export const IncidentMark = z.object({
  id: Id,
  no: z.string(),
  title: Text,
  level: LevelShape.optional(),
  drill: z.boolean(),
});
export type IncidentMark = z.infer<typeof IncidentMark>;

/** How many steps of its plan and orders there are, and how far they are. */
export const TaskSum = z.object({
  all: z.number().int(),
  done: z.number().int(),
  open: z.number().int(),
  waiting: z.number().int(),
  late: z.number().int(),
});
export type TaskSum = z.infer<typeof TaskSum>;

/** What opened it: a case, an alarm pattern, a warning, or somebody by hand. */
export const IncidentOrigin = z.enum(["case", "pattern", "warning", "hand"]);

/** An incident as lists show it. */
export const IncidentRow = IncidentMark.extend({
  type: z.string(),
  typeName: Text,
  stage: z.string(),
  version: z.number().int(),
  /** What its conditions lead to now, with the condition in words; absent: none holds. */
  proposed: z.object({ level: LevelShape, words: Text }).optional(),
  colour: SeverityShape.optional(),
  position: Position,
  areaPath: z.string(),
  openedAt: Moment,
  changedAt: Moment,
  cases: z.number().int(),
  tasks: TaskSum,
  /** The running clock that ends first: of its reports. */
  clock: ClockShape.optional(),
});
export type IncidentRow = z.infer<typeof IncidentRow>;

/** Figures people report, by name. */
export const Figures = z.partialRecord(z.enum(Object.keys(figureNames) as [keyof typeof figureNames]), z.number());

/** One named input of the levels' conditions, as it stands now. */
export const InputValue = z.object({ id: z.string(), name: Text, value: z.number(), unit: z.string().optional() });

/** An incident with everything its page shows beside the board. */
export const Incident = IncidentRow.extend({
  words: z.string().optional(),
  hint: Text.optional(),
  origin: IncidentOrigin,
  commander: z.object({ id: z.string(), name: z.string() }).optional(),
  confirmedAt: Moment.optional(),
  activatedAt: Moment.optional(),
  stoodDownAt: Moment.optional(),
  sealedAt: Moment.optional(),
  reviewText: z.string().optional(),
  figures: Figures,
  inputs: z.array(InputValue),
  /** Every level with its condition and whether it holds now. */
  levels: z.array(z.object({ level: LevelShape, words: Text, holds: z.boolean() })),
  caseList: z.array(
    z.object({ id: Id, no: z.string(), title: Text, stage: z.string(), position: Position, openedAt: Moment }),
  ),
  /** Alarms that stand in its cases now. */
  alarms: z.array(
    z.object({ id: Id, rule: Text, thingId: Id, severity: SeverityShape, value: z.number(), position: Position }),
  ),
  plan: z.object({ id: z.string(), name: Text, version: z.string() }).optional(),
  clocks: z.array(ClockShape),
  moves: z.array(MoveOffer),
});
export type Incident = z.infer<typeof Incident>;

/** Opening an incident: from a case, whose place and words it takes over, or by hand at a place. */
export const IncidentIn = z.object({
  type: z.string().min(1).max(100),
  /** Cases it takes; the first gives place, area and words. */
  cases: z.array(Id).max(50).default([]),
  position: Position.optional(),
  words: z.string().trim().max(2_000).default(""),
  drill: z.boolean().default(false),
});
export type IncidentIn = z.infer<typeof IncidentIn>;

/** Asking for incidents. */
export const IncidentQuery = PageQuery.extend({
  open: z.enum(["true", "false"]).optional(),
  drill: z.enum(["true", "false"]).optional(),
  type: z.string().max(100).optional(),
  case: Id.optional(),
});

/** A kind of incident, for whoever opens one. */
export const IncidentKind = z.object({
  id: z.string(),
  name: Text,
  hint: Text.optional(),
  /** Categories of cases it is likely to come from. */
  cases: z.array(z.string()),
  plan: z.object({ id: z.string(), name: Text }).optional(),
  levels: z.array(z.object({ level: LevelShape, words: Text })),
  /** What is typed with the figures beside the usual ones. */
  asked: z.array(z.object({ id: z.string(), name: Text, unit: z.string().optional() })),
});
export type IncidentKind = z.infer<typeof IncidentKind>;

/** A step of the plan or an order, as the board shows it. */
export const BoardTask = z.object({
  id: Id,
  kind: z.enum(["step", "order", "lesson"]),
  step: z.string().optional(),
  name: Text,
  order: Text,
  post: z.string().optional(),
  postName: Text.optional(),
  level: LevelShape.optional(),
  departmentId: Id,
  departmentName: Text,
  stage: z.string(),
  version: z.number().int(),
  /** Tasks that end before it begins. */
  after: z.array(Id),
  plannedStart: Moment,
  plannedEnd: Moment,
  begunAt: Moment.optional(),
  /** The receipt: when the department said that it has it, and who. */
  acceptedAt: Moment.optional(),
  acceptedBy: z.string().optional(),
  endedAt: Moment.optional(),
  dueAt: Moment.optional(),
  late: z.boolean(),
  result: z.string().optional(),
  reason: z.string().optional(),
  /** The deputy's department has it, for the post did not answer. */
  stoodIn: z.boolean(),
});
export type BoardTask = z.infer<typeof BoardTask>;

/** What a plan says beside its tasks, at the level of the incident or the one asked for. */
export const PlanView = z.object({
  id: z.string(),
  name: Text,
  version: z.string(),
  purpose: Text,
  basis: z.array(z.string()),
  level: LevelShape.optional(),
  posts: z.array(
    z.object({
      id: z.string(),
      name: Text,
      role: Text,
      departmentId: Id,
      departmentName: Text,
      /** The profile maps its duty to nobody: the duty desk has it. */
      unmapped: z.boolean(),
      deputy: Text.optional(),
    }),
  ),
  tasks: z.array(
    z.object({
      id: z.string(),
      name: Text,
      order: Text,
      post: z.string(),
      level: LevelShape,
      after: z.array(z.string()),
      withinMinutes: z.number(),
      startMinutes: z.number(),
      endMinutes: z.number(),
    }),
  ),
  needs: z.array(z.object({ kind: z.enum(resourceNames()), count: z.number().int(), for: Text })),
  warnings: z.array(z.object({ to: Text, text: Text })),
  closes: z.array(Text),
  moves: z.array(Text),
  standDown: z.array(Text),
});
export type PlanView = z.infer<typeof PlanView>;

/** The plan and what became of it. */
export const Board = z.object({ plan: PlanView.optional(), tasks: z.array(BoardTask) });
export type Board = z.infer<typeof Board>;

/** Asking for a plan at a level before it is activated. */
export const BoardQuery = z.object({ level: LevelShape.optional() });

/** An order beside the plan: to a department, with words and a time. */
export const OrderIn = z.object({
  department: Id,
  text: z.string().trim().min(1).max(500),
  withinMinutes: z.number().int().min(1).max(10_080),
  /** A lesson of the review instead: given once it was stood down. */
  kind: z.enum(["order", "lesson"]).default("order"),
});
export type OrderIn = z.infer<typeof OrderIn>;

/** Something that can be sent or used, and how it stands. */
export const ResourceRow = z.object({
  id: Id,
  name: Text,
  kind: z.enum(resourceNames()),
  type: z.string(),
  position: Position,
  /** Seconds by road, from where it stands to the incident or back; absent where no road leads. */
  seconds: z.number().optional(),
  state: z.enum(["free", "here", "elsewhere", "expired", "full"]),
  /** Who has it. */
  incident: IncidentMark.optional(),
  capacity: z.number().optional(),
  /** Places taken, over all incidents. */
  used: z.number().optional(),
  /** People this incident sends there. */
  here: z.number().optional(),
  expires: z.string().optional(),
  details: z.array(z.object({ name: Text, value: z.string() })),
});
export type ResourceRow = z.infer<typeof ResourceRow>;

/** Asking for resources of an incident, the soonest there first. */
export const ResourceQuery = z.object({
  kind: z.enum(resourceNames()).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** A report of how it stands at one moment, made of what is recorded and nothing else. */
export const SituationReport = z.object({
  at: Moment,
  cityName: Text,
  incident: Incident,
  board: Board,
  resources: z.array(ResourceRow),
  decisions: z.array(z.object({ at: Moment, by: Text, text: z.string() })),
  /** What was reported upwards, in order. */
  reports: z.array(z.object({ at: Moment, name: Text, by: Text, text: z.string() })),
});
export type SituationReport = z.infer<typeof SituationReport>;
