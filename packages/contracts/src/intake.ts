import { type Label, personalChannels } from "@chengyun/kernel";
import { z } from "zod";
import { Id, Moment, Position, SeverityShape, Text } from "./shape.ts";

/** Ways by which a report comes in. */
export const reportChannels = ["desk", "citizen", "field", "alarm", "api"] as const;
/** The way by which a report came in. */
export const ReportChannel = z.enum(reportChannels);
export type ReportChannel = z.infer<typeof ReportChannel>;

/** Where a report came from, in words: the same on screens and in files. */
export const reportChannelNames: Readonly<Record<ReportChannel, Label>> = {
  desk: { zh: "坐席", en: "Desk" },
  citizen: { zh: "市民", en: "Citizen" },
  field: { zh: "巡查", en: "Field" },
  alarm: { zh: "报警", en: "Alarm" },
  api: { zh: "外部系统", en: "Other system" },
};

/** Name of a channel; none of one that another system brought along. */
export const findChannelName = (channel: string | undefined): Label | undefined =>
  reportChannels.some((id) => id === channel) ? reportChannelNames[channel as ReportChannel] : undefined;

/** A problem to be mended, or a question to be answered (咨询). */
export const ReportMatter = z.enum(["problem", "advice"]);
export type ReportMatter = z.infer<typeof ReportMatter>;

/** How soon somebody must go. */
export const Urgency = z.enum(["urgent", "ordinary"]);
export type Urgency = z.infer<typeof Urgency>;

/** A pair of numbers as told: the service judges whether they are a place of this city, and asks when they look swapped. */
const ToldPosition = z.tuple([z.number(), z.number()]);

/** What coordinates are measured in: GPS, or what Chinese maps show (GCJ-02). */
const Coordinates = z.enum(["wgs84", "gcj02"]);

/** Who tells it. Without a name it is whoever the number is known of already. */
const Teller = z
  .object({ name: z.string().min(1).max(100).optional(), phone: z.string().max(30).optional() })
  .refine(({ name, phone }) => name !== undefined || phone !== undefined, { error: "missing" });

const Key = z.string().min(8).max(100);

/** Channels by which whoever reports agreed, asked by the officer, to be told how it goes on. */
const Tell = z.array(z.enum(personalChannels)).max(2).default([]);

/** A report taken at the desk, in the field, or sent by another system. */
export const ReportIn = z.object({
  /** Left out only where `joins` names a case: it is of that one's. */
  category: z.string().min(1).max(100).optional(),
  position: ToldPosition,
  coordinates: Coordinates.default("wgs84"),
  address: z.string().max(200).optional(),
  text: z.string().min(1).max(2_000),
  reporter: Teller.optional(),
  thingId: Id.optional(),
  photos: z.array(Id).max(9).default([]),
  channel: z.enum(["desk", "field"]).optional(),
  /** When it happened, with its zone. */
  happenedAt: z.string().max(40).optional(),
  tell: Tell,
  /** They agreed to it for everything they report, not for this alone. */
  tellAll: z.boolean().default(false),
  /** Answers to the form that the category asks of whoever reports; without them it is not asked. */
  answers: z.record(z.string().max(100), z.unknown()).optional(),
  /** That form, and the version they were given to; whoever names neither answers the one that is asked now. */
  form: z.string().max(100).optional(),
  formVersion: z.number().int().min(1).optional(),
  urgency: Urgency.default("ordinary"),
  /** The sender's own key: sent twice, it counts once. */
  key: Key.optional(),
  /** Case the officer says it belongs to. */
  joins: Id.optional(),
  /**
   * What is done when an open case of the same category is near and `joins` names none: it joins (for whoever can't be
   * asked), it is sent back with `report.same-near`, or it stays apart.
   */
  near: z.enum(["join", "ask", "apart"]).default("join"),
  /** Cases and waiting reports the officer looked at and says it is not. */
  notSameAs: z.array(Id).max(20).default([]),
  /** The waiting report that is taken up with this. */
  waiting: Id.optional(),
  /** Waiting reports that the officer says are the same: they are taken up with this into one case, each with its number. */
  together: z.array(Id).max(20).default([]),
  /** Files and dispatches in one go (直派): the condition that was met, and to whom; by the rules when nobody is named. */
  direct: z.object({ department: Id.optional(), filingCondition: z.string().min(1).max(500) }).optional(),
});
/** Channels by which whoever agreed to it is told from now on; absent where nobody agreed to anything, none where it can't be now. */
const ToldNow = z.array(z.enum(personalChannels)).optional();

/** Where the report ended up. */
export const ReportMade = z.object({
  id: Id,
  /** Number under which its reporter can follow it. */
  no: z.string(),
  caseId: Id,
  caseNo: z.string(),
  opened: z.boolean(),
  /** Filed and dispatched in one go. */
  dispatched: z.boolean(),
  /** To whom, by name. */
  dispatchedTo: Text.optional(),
  tell: ToldNow,
});
export type ReportMade = z.infer<typeof ReportMade>;

/** A question answered on the spot (转接): kept and closed as advice, no case. */
export const AdviceIn = z.object({
  text: z.string().min(1).max(2_000),
  answer: z.string().min(1).max(2_000),
  /** Whom the caller was connected to, if anybody. */
  connectedTo: z.string().max(100).optional(),
  reporter: Teller.optional(),
  waiting: Id.optional(),
  tell: Tell,
  /** They agreed to it for everything they report, not for this alone. */
  tellAll: z.boolean().default(false),
});
/** A question that was kept. */
export const AdviceMade = z.object({ id: Id, no: z.string(), tell: ToldNow });

/** What is known of a report while it is typed. */
export const SimilarQuery = z.object({
  position: ToldPosition,
  coordinates: Coordinates.default("wgs84"),
  category: z.string().max(100).optional(),
  thingId: Id.optional(),
  text: z.string().max(2_000).optional(),
  /** The waiting report it is that is asked about: it is not like itself. */
  waiting: Id.optional(),
});

/** An open case a report may belong to, and why. */
export const SimilarCase = z.object({
  caseId: Id,
  no: z.string(),
  title: Text,
  category: z.string(),
  categoryName: Text,
  stage: z.string(),
  stageName: Text,
  severity: SeverityShape.optional(),
  position: Position,
  reports: z.number().int(),
  openedAt: Moment,
  metres: z.number().int(),
  hours: z.number().int(),
  /** 0 to 1; above the mark of `likely` it is put before the officer. */
  likeness: z.number(),
  likely: z.boolean(),
  reasons: z.array(Text),
});
export type SimilarCase = z.infer<typeof SimilarCase>;

/** A report near by that waits for the desk and may be the same, and why. Whoever may not take it up is shown none. */
export const SimilarWaiting = SimilarCase.pick({
  no: true,
  /** Its own words; where none were written, what was chosen. */
  title: true,
  position: true,
  metres: true,
  hours: true,
  likeness: true,
  likely: true,
  reasons: true,
}).extend({ id: Id, at: Moment, text: z.string(), photos: z.array(Id) });
export type SimilarWaiting = z.infer<typeof SimilarWaiting>;

/** What is likely the same, as it came, and apart from it what is merely open near by, the nearest first. */
export const partNear = <Near extends Pick<SimilarCase, "likely" | "metres">>(
  items: readonly Near[],
): { readonly likely: Near[]; readonly others: Near[] } => ({
  likely: items.filter(({ likely }) => likely),
  others: items.filter(({ likely }) => !likely).sort((one, other) => one.metres - other.metres),
});

/** Another case that may be the same as one, with its version, and which of the two would go on. */
export const MergeCandidate = SimilarCase.extend({ version: z.number().int(), survives: z.enum(["this", "that"]) });
export type MergeCandidate = z.infer<typeof MergeCandidate>;

/** Merging a case into another that goes on. */
export const MergeIn = z.object({
  version: z.number().int().min(1),
  into: Id,
  reason: z.string().trim().min(1).max(500),
});

/** How the merge of a case stands: until when it can be taken back, and why not now by whoever asks. */
export const MergeStanding = z.object({ until: Moment.optional(), whyNot: Text.optional() });

/** Taking one report out of a case: to wait at the desk anew, or as a case of its own. */
export const DetachIn = z.object({ to: z.enum(["desk", "own"]), reason: z.string().trim().min(1).max(500) });

/** Where the report is now: its own case, or none while it waits; and the number its reporter follows. */
export const Detached = z.object({ no: z.string().optional(), caseId: Id.optional(), caseNo: z.string().optional() });
export type Detached = z.infer<typeof Detached>;

/** Where a report may be taken out to by whoever looks; nowhere, and why. */
export const Leaving = z.object({ to: z.array(z.enum(["desk", "own"])), whyNot: Text.optional() });

/** What whoever told a report says on the telephone of the mending. */
export const ReturnCallIn = z.object({
  fixed: z.boolean(),
  rating: z.number().int().min(1).max(5).optional(),
  comment: z.string().trim().min(1).max(500).optional(),
});

/** What became of a return call. */
export const ReturnCall = z.object({
  /** Whether it is what the case says now; false where a citizen's own "not fixed" of the same mending stands. */
  counts: z.boolean(),
  /** Whether it opened a closed case again. */
  reopened: z.boolean(),
});

/** Taking a merge back. */
export const UnmergeIn = z.object({ version: z.number().int().min(1), reason: z.string().trim().min(1).max(500) });

/** A caller's number. */
export const CallerQuery = z.object({ phone: z.string().min(3).max(30) });

/** One of a caller's reports. */
export const CallerReport = z.object({
  id: Id,
  no: z.string().optional(),
  at: Moment,
  channel: ReportChannel,
  matter: ReportMatter,
  caseId: Id.optional(),
  caseNo: z.string().optional(),
  title: Text,
  stageName: Text,
  open: z.boolean(),
});
export type CallerReport = z.infer<typeof CallerReport>;

/** Somebody who called before, masked. */
export const Caller = z.object({
  personId: Id,
  name: z.string(),
  phone: z.string().optional(),
  reports: z.array(CallerReport),
});
export type Caller = z.infer<typeof Caller>;

/** A report nobody has decided about yet. */
export const WaitingReport = z.object({
  id: Id,
  version: z.number().int(),
  no: z.string(),
  at: Moment,
  channel: ReportChannel,
  matter: ReportMatter,
  urgency: Urgency,
  text: z.string(),
  /** What the citizen's picture stands for. */
  kindName: Text.optional(),
  /** Category that fits the picture or the words best. */
  category: z.string().optional(),
  position: Position.optional(),
  address: z.string().optional(),
  reporter: z.object({ name: z.string(), phone: z.string().optional() }).optional(),
  photos: z.array(Id),
  reminders: z.number().int(),
});
export type WaitingReport = z.infer<typeof WaitingReport>;
/** What waits, the first of it, and whether more does. */
export const WaitingReports = z.object({ items: z.array(WaitingReport), more: z.boolean() });
