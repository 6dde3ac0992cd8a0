import type { Label } from "@chengyun/kernel";
import { z } from "zod";
import { CategoryCondition, CategoryStanding, NamedCategory } from "./dictionary.ts";
import { ClockShape, MoveOffer } from "./flow.ts";
import { FormShape } from "./form.ts";
import { Leaving, ReportChannel, Urgency } from "./intake.ts";
import { CaseRoute } from "./routing.ts";
import { EverydayWordsShape, FormRef, Id, LimitShape, Moment, Position, SeverityShape, Text } from "./shape.ts";

/** A category of case as screens show it. */
export const CaseTypeShape = z.object({
  id: z.string(),
  pack: z.string(),
  name: Text,
  /** The pack, or the dictionary with its version, by name. */
  source: Text,
  files: Text,
  closes: Text,
  handledBy: z.string(),
  clocks: z.record(z.string(), LimitShape),
  /** What people call it beside its name. */
  words: EverydayWordsShape.optional(),
  standing: CategoryStanding,
  /** The class that took its place, when it is superseded. */
  inForce: NamedCategory.optional(),
  /** What whoever reports it is asked, in its newest version. */
  form: FormRef.optional(),
});
export type CaseTypeShape = z.infer<typeof CaseTypeShape>;

/** Categories by name; where several look alike, each with where it is declared. A phone may have kept them without. */
export const namesApart = (
  types: readonly (Pick<CaseTypeShape, "id" | "name"> & { readonly source?: Label | undefined })[],
): ReadonlyMap<string, Label> => {
  const counts = new Map<string, number>();
  for (const { name } of types) counts.set(name.zh, (counts.get(name.zh) ?? 0) + 1);
  return new Map(
    types.map(({ id, name, source }) => {
      const isAlike = source !== undefined && (counts.get(name.zh) ?? 0) > 1;
      return [id, isAlike ? { zh: `${name.zh}（${source.zh}）`, en: `${name.en} (${source.en})` } : name];
    }),
  );
};

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
  /** Department that handed it back, while it waits to be dispatched anew. */
  handedBackBy: Id.optional(),
  handedBackByName: Text.optional(),
  thingId: Id.optional(),
  reports: z.number().int(),
  /** Whoever took one of its reports called it urgent. */
  urgent: z.boolean().optional(),
  /** Channel of the report that opened it. */
  channel: z.string().optional(),
  /** Its position is only where another system puts what it can't place: not for the map. */
  unplaced: z.boolean().optional(),
  openedAt: Moment,
  changedAt: Moment,
  /** Fixed, verified, closed, and what a reporter says: four that are not the same, each with its time. */
  marks: z.object({
    fixedAt: Moment.optional(),
    verifiedAt: Moment.optional(),
    closedAt: Moment.optional(),
    /** `called`: an officer was told it on the telephone; absent when they said it themselves. */
    heard: z.object({ fixed: z.boolean(), at: Moment, called: z.boolean().optional() }).optional(),
  }),
  /** The clock that decides how urgent it is now. */
  clock: ClockShape.optional(),
});
export type CaseRow = z.infer<typeof CaseRow>;

/** Who did one of the three things that are not the same: fixed, verified, closed. */
export const Done = z.object({ at: Moment, by: z.string() });

/** A report in a case. */
export const Report = z.object({
  id: Id,
  channel: ReportChannel,
  at: Moment,
  /** A person's own words are the same in both. */
  text: Text,
  alarmId: Id.optional(),
  position: Position,
  /** Why it joined this case, or that it opened it. */
  joined: Text,
  /** Number under which its reporter follows it. */
  no: z.string().optional(),
  urgency: Urgency.optional(),
  happenedAt: Moment.optional(),
  address: z.string().optional(),
  /** The reporter's own word, once it was said to be done. */
  saidFixed: z.boolean().optional(),
  saidAt: Moment.optional(),
  /** What they said with it, in their own words. */
  saidWords: z.string().optional(),
  rating: z.number().int().optional(),
  /** Whoever told it, masked, for posts that may look persons up. */
  caller: z.object({ personId: Id, name: z.string(), phone: z.string().optional() }).optional(),
  /** Nobody is known to have told it: nobody can be called back. */
  isNobodys: z.boolean().optional(),
  /** Whether it can be taken out of the case, for whoever decides that. */
  leaving: Leaving.optional(),
  reminders: z.number().int().optional(),
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
  /** What speaks against its showing this place now: taken far away, long ago. */
  doubts: z.array(Text),
});
export type Photo = z.infer<typeof Photo>;

/**
 * What a task asks for: to mend, to help mending, to look before filing, to look before closing; of an incident a step of
 * its plan, an order beside the plan, or a lesson of its review.
 */
export const TaskKindShape = z.enum(["dispose", "joint", "look", "verify", "step", "order", "lesson"]);

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
  /** How it ended, or `open`; of a joint task its own stage. */
  stage: z.string(),
  openedAt: Moment,
  closedAt: Moment.optional(),
  /** Of a joint task that was done: with which result; of one that was returned: why. */
  result: z.string().optional(),
  reason: z.string().optional(),
  photos: z.array(Id).optional(),
  /** Of a joint task: its version, its limit, and what can be done about it now. */
  version: z.number().int().optional(),
  clock: ClockShape.optional(),
  moves: z.array(MoveOffer).optional(),
});
export type Task = z.infer<typeof Task>;

/** An appeal against lateness, and what can be decided about it now. */
export const Appeal = z.object({
  id: Id,
  version: z.number().int(),
  stage: z.string(),
  stageName: Text,
  at: Moment,
  reason: z.string(),
  /** The disposing limit it is against, by when that began, and the department that overran it; absent on old ones. */
  clockStartedAt: Moment.optional(),
  departmentId: Id.optional(),
  departmentName: Text.optional(),
  /** What whoever decided last said. */
  answer: z.string().optional(),
  moves: z.array(MoveOffer),
});
export type Appeal = z.infer<typeof Appeal>;

/** What was asked for and waits for somebody else's word, e.g. an extension. */
export const PendingRequest = z.object({
  move: z.string(),
  name: Text,
  at: Moment,
  by: z.string(),
  reason: z.string().optional(),
  /** Until when it would be: the date asked for, or the deadline as it would be then. */
  until: Moment.optional(),
  /** Roles that decide; never whoever asked. */
  deciders: z.array(Text),
});
export type PendingRequest = z.infer<typeof PendingRequest>;

/** A case whole. */
export const Case = CaseRow.extend({
  files: Text,
  closes: Text,
  /** Conditions one of which it is filed under. */
  conditions: z.array(CategoryCondition).default([]),
  facts: z.record(z.string(), z.unknown()),
  fixed: Done.optional(),
  verified: Done.optional(),
  closed: Done.optional(),
  clocks: z.array(ClockShape),
  /** The reports that came first. */
  reportList: z.array(Report),
  /** Behind which of them the rest begins, when there are more. */
  reportsNext: Id.optional(),
  tasks: z.array(Task),
  /** What waits for an answer, the last asked first. */
  pending: z.array(PendingRequest).default([]),
  appeals: z.array(Appeal),
  /** Since when it no longer counts as late. That it was late stays to be seen in its clocks. */
  exemptedAt: Moment.optional(),
  photos: z.array(Photo),
  /** What was answered to forms with its reports and moves, and what ids among the answers are called. */
  answered: z.array(
    z.object({
      form: FormShape,
      move: z.string(),
      at: Moment,
      answers: z.record(z.string(), z.unknown()),
      words: z.record(z.string(), Text),
    }),
  ),
  /** The case it goes on in, and those that go on in it. */
  mergedInto: z.object({ id: Id, no: z.string() }).optional(),
  merged: z.array(z.object({ id: Id, no: z.string() })),
  /** Where it should go by the rules, and why. */
  route: CaseRoute,
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
  /** Person who acted, when somebody did. */
  actorId: Id.optional(),
  reason: z.string().optional(),
  /** Words and pictures of the entry: facts by name. */
  details: z.array(z.object({ name: Text, value: Text })),
  photos: z.array(Id),
  cause: z.object({ kind: z.string(), id: z.string() }).optional(),
  /** Department whose joint task it is about. */
  joint: Text.optional(),
  /** Number of the case whose entry it is, when it was merged into this one. */
  of: z.string().optional(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** A stored photo. */
export const FileMade = z.object({ id: Id, takenAt: Moment.optional(), position: Position.optional() });
