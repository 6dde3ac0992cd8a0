import { z } from "zod";
import { ClockShape, MoveOffer } from "./flow.ts";
import { BoxQuery, Id, LimitShape, Moment, PageQuery, Position, SeverityShape, Text } from "./shape.ts";

/** A category of case as screens show it. */
export const CaseTypeShape = z.object({
  id: z.string(),
  pack: z.string(),
  name: Text,
  files: Text,
  closes: Text,
  handledBy: z.string(),
  clocks: z.record(z.string(), LimitShape),
});
export type CaseTypeShape = z.infer<typeof CaseTypeShape>;

/** A case as queues and lists show it. */
export const CaseRow = z.object({
  id: Id,
  /** The human number, 19 digits. */
  no: z.string(),
  category: z.string(),
  categoryName: Text,
  title: Text,
  severity: SeverityShape.optional(),
  stage: z.string(),
  version: z.number().int(),
  position: Position,
  areaPath: z.string(),
  areaNames: z.array(Text),
  departmentId: Id.optional(),
  departmentName: Text.optional(),
  thingId: Id.optional(),
  reports: z.number().int(),
  openedAt: Moment,
  changedAt: Moment,
  /** The clock that decides how urgent it is now. */
  clock: ClockShape.optional(),
});
export type CaseRow = z.infer<typeof CaseRow>;

/** Asking for cases: open ones by what is due first, or all newest first. */
export const CaseQuery = PageQuery.extend({
  open: z.enum(["true", "false"]).optional(),
  stage: z.string().max(50).optional(),
  category: z.string().max(100).optional(),
  department: Id.optional(),
  thing: Id.optional(),
  area: z.string().max(200).optional(),
  q: z.string().max(100).optional(),
  box: BoxQuery.optional(),
  order: z.enum(["due", "new"]).default("new"),
});

/** Who did one of the three things that are not the same: fixed, verified, closed. */
export const Done = z.object({ at: Moment, by: z.string() });

/** A report in a case. */
export const Report = z.object({
  id: Id,
  channel: z.enum(["alarm", "desk", "api"]),
  at: Moment,
  /** A person's own words are the same in both. */
  text: Text,
  alarmId: Id.optional(),
  position: Position,
  /** Why it joined this case, or that it opened it. */
  joined: Text,
});
export type Report = z.infer<typeof Report>;

/** A photo kept with a case. */
export const Photo = z.object({
  id: Id,
  stage: z.string(),
  at: Moment,
  by: z.string(),
  takenAt: Moment.optional(),
  position: Position.optional(),
});
export type Photo = z.infer<typeof Photo>;

/** What a task asks for: to mend, to help mending, to look before filing, to look before closing. */
export const TaskKindShape = z.enum(["dispose", "joint", "look", "verify"]);

/** A task of a department or person in a case. */
export const Task = z.object({
  id: Id,
  kind: TaskKindShape,
  /** What a joint task is about. */
  what: z.string().optional(),
  personId: z.string().optional(),
  personName: z.string().optional(),
  departmentId: Id,
  departmentName: Text,
  stage: z.string(),
  openedAt: Moment,
  closedAt: Moment.optional(),
});
export type Task = z.infer<typeof Task>;

/** A case whole. */
export const Case = CaseRow.extend({
  files: Text,
  closes: Text,
  facts: z.record(z.string(), z.unknown()),
  fixed: Done.optional(),
  verified: Done.optional(),
  closed: Done.optional(),
  clocks: z.array(ClockShape),
  reportList: z.array(Report),
  tasks: z.array(Task),
  photos: z.array(Photo),
  moves: z.array(MoveOffer),
});
export type Case = z.infer<typeof Case>;

/** One line of a subject's time line, from the journal. */
export const TimelineEntry = z.object({
  position: z.number().int(),
  at: Moment,
  type: z.string(),
  name: Text,
  actor: Text,
  actorKind: z.string(),
  reason: z.string().optional(),
  /** Words and pictures of the entry: facts by name. */
  details: z.array(z.object({ name: Text, value: Text })),
  photos: z.array(Id),
  cause: z.object({ kind: z.string(), id: z.string() }).optional(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** A report taken at the desk or sent by another system. */
export const ReportIn = z.object({
  category: z.string().min(1).max(100),
  position: Position,
  text: z.string().min(1).max(2_000),
  reporter: z.object({ name: z.string().min(1).max(100), phone: z.string().max(30).optional() }).optional(),
  thingId: Id.optional(),
  photos: z.array(Id).max(9).default([]),
});
/** Where the report ended up. */
export const ReportMade = z.object({ id: Id, caseId: Id, opened: z.boolean() });

/** A stored photo. */
export const FileMade = z.object({ id: Id, takenAt: Moment.optional(), position: Position.optional() });
