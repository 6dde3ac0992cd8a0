import { capCategories, capCertainties, capSeverities, capUrgencies, warningStatuses } from "@chengyun/kernel";
import { z } from "zod";
import { MoveOffer } from "./flow.ts";
import { MultiPolygonShape, ReachShape } from "./reach.ts";
import { Id, Moment, MomentIn, PageQuery, Position, SeverityShape, Text } from "./shape.ts";

/** Most characters of one text; what may be sent is checked more strictly. */
const longestText = 8_000;
const Words = z.object({ zh: z.string().max(longestText), en: z.string().max(longestText) });

/** What a warning says, in both languages and two lengths. */
export const WarningWords = z.object({ headline: Words, short: Words, description: Words, instruction: Words });
export type WarningWords = z.infer<typeof WarningWords>;

/** A value of a template's place as it is typed: words in both languages, a figure, or a moment. */
const PlaceValue = z.union([z.number(), z.string().max(500), Words]);

/** A type of warning as the editor offers it. */
export const WarningTypeShape = z.object({
  id: z.string(),
  name: Text,
  event: Text,
  category: z.enum(capCategories),
  code: z.string(),
  source: z.string(),
  places: z.array(z.object({ id: z.string(), name: Text, kind: z.enum(["text", "label", "time", "number"]) })),
  levels: z.array(z.object({ colour: SeverityShape, condition: Text, holdsMs: z.number(), text: WarningWords })),
});
export type WarningTypeShape = z.infer<typeof WarningTypeShape>;

/** What it is about: the alarm, case or incident that it comes from. */
const About = z.object({ kind: z.enum(["alarm", "case", "incident"]), id: Id });

/** A draft of a warning as its author writes it. */
export const WarningIn = z.object({
  type: z.string().min(1).max(100),
  colour: SeverityShape,
  status: z.enum(warningStatuses).default("Actual"),
  values: z.record(z.string().max(100), PlaceValue).default({}),
  /** Words in place of the template's. */
  text: WarningWords.optional(),
  reach: ReachShape,
  onset: MomentIn.optional(),
  /** As long as the level holds, when absent. */
  expires: MomentIn.optional(),
  /** The warning in force that this one follows. */
  updates: Id.optional(),
  about: About.optional(),
});
export type WarningIn = z.input<typeof WarningIn>;

/** A draft written anew, at the version its author saw. */
export const WarningEdit = WarningIn.omit({ updates: true, about: true }).extend({ version: z.number().int().min(1) });

const WarningFaultShape = z.object({
  path: z.string(),
  code: z.enum(["empty", "too-long", "open-place", "wrong-language", "ends-too-soon", "no-area"]),
});

/** What a draft would say and where it would hold; nothing is kept. */
export const WarningPreview = z.object({
  text: WarningWords,
  faults: z.array(WarningFaultShape),
  /** Messages that the short text costs as SMS. */
  sms: z.object({ zh: z.number().int(), en: z.number().int() }),
  expires: Moment,
  departmentName: Text,
  shape: MultiPolygonShape,
  squareMetres: z.number(),
  areas: z.array(z.object({ path: z.string(), name: Text, level: z.number().int() })),
});
export type WarningPreview = z.infer<typeof WarningPreview>;

/** A warning as lists and maps show it. */
export const WarningRow = z.object({
  id: Id,
  stage: z.string(),
  version: z.number().int(),
  source: z.enum(["own", "received"]),
  type: z.string().optional(),
  event: Text,
  colour: SeverityShape,
  status: z.enum(warningStatuses),
  headline: Text,
  areaNames: z.array(Text),
  onset: Moment.optional(),
  expires: Moment,
  sentAt: Moment.optional(),
  departmentName: Text.optional(),
  senderName: z.string().optional(),
  shape: MultiPolygonShape,
});
export type WarningRow = z.infer<typeof WarningRow>;

/** One message that went out, or came in, about a warning. */
export const WarningMessage = z.object({
  identifier: z.string(),
  msgType: z.enum(["Alert", "Update", "Cancel"]),
  sentAt: Moment,
  references: z.array(z.string()),
});

/** How far a message came by one way: persons counted together, each group and device by its name. */
export const WarningProof = z.object({
  message: z.enum(["issued", "cancelled"]),
  way: z.enum(["in-app", "email", "sms", "group"]),
  /** What the channel is called; absent for persons. */
  name: Text.optional(),
  total: z.number().int(),
  /** Queued, or held back by somebody's quiet hours. */
  waiting: z.number().int(),
  sent: z.number().int(),
  delivered: z.number().int(),
  shown: z.number().int(),
  failed: z.number().int(),
  /** Messages that took more than one try. */
  retried: z.number().int(),
  /** Why the last one failed. */
  failure: Text.optional(),
});
export type WarningProof = z.infer<typeof WarningProof>;

/** Everything about one warning. */
export const Warning = WarningRow.extend({
  category: z.enum(capCategories),
  urgency: z.enum(capUrgencies),
  severity: z.enum(capSeverities),
  certainty: z.enum(capCertainties),
  text: WarningWords,
  values: z.record(z.string(), PlaceValue),
  reach: ReachShape,
  areas: z.array(z.object({ path: z.string(), name: Text })),
  updates: Id.optional(),
  updatedBy: Id.optional(),
  about: About.optional(),
  messages: z.array(WarningMessage),
  moves: z.array(MoveOffer),
});
export type Warning = z.infer<typeof Warning>;

/** Which warnings a list shows; those in force first where nothing is said. */
export const WarningQuery = PageQuery.extend({
  stage: z.string().max(100).optional(),
  inForce: z.enum(["true", "false"]).optional(),
});

/** Warnings in force at a position. */
export const PublicWarningQuery = z.object({
  at: z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,10})?,-?\d{1,2}(\.\d{1,10})?$/)
    .transform((text) => text.split(",").map(Number) as [number, number])
    .pipe(Position)
    .optional(),
});

/** A warning as everybody may see it. */
export const PublicWarning = z.object({
  identifier: z.string(),
  event: Text,
  colour: SeverityShape,
  headline: Text,
  short: Text,
  description: Text,
  instruction: Text,
  onset: Moment.optional(),
  expires: Moment,
  sentAt: Moment,
  senderName: Text,
  areaNames: z.array(Text),
});
export type PublicWarning = z.infer<typeof PublicWarning>;
