import { personalChannels, placeKinds } from "@chengyun/kernel";
import { z } from "zod";
import { Id, LimitShape, Moment, PageQuery, Text } from "./shape.ts";

/** What notices are asked for: the unread or read ones, those of one type, those that wait to be acknowledged. */
export const NoticeQuery = PageQuery.extend({
  unread: z.enum(["true", "false"]).optional(),
  type: z.string().max(100).optional(),
  waiting: z.enum(["true"]).optional(),
});

/** One notice to somebody: the words, about what, read or not, and whether somebody still has to acknowledge it. */
export const NoticeShape = z.object({
  id: Id,
  type: z.string(),
  text: Text,
  long: Text.optional(),
  at: Moment,
  subject: z.object({ kind: z.string(), id: z.string() }),
  urgent: z.boolean(),
  /** Told again, to others, because nobody acknowledged it in time: how often. */
  step: z.number().int(),
  readAt: Moment.optional(),
  /** Present when somebody has to acknowledge it. */
  acknowledge: z.object({ by: Moment.optional(), at: Moment.optional() }).optional(),
});
export type NoticeShape = z.infer<typeof NoticeShape>;

/** Notices that came into somebody's sight. */
export const NoticesShown = z.object({ ids: z.array(Id).max(500) });

/** A subject somebody wants to be told about. */
export const Watch = z.object({ kind: z.string().max(60), id: Id });

/** Words of a template: short for lists, SMS and subjects, long for mail. */
export const TemplateWords = z.object({ short: Text, long: Text.optional() });

/** A template: who declared it, what it says now, which places it has. */
export const NoticeTemplate = z.object({
  type: z.string(),
  on: z.string(),
  urgent: z.boolean(),
  /** 0: as declared, never edited. */
  version: z.number().int(),
  words: TemplateWords,
  declared: TemplateWords,
  places: z.array(z.object({ id: z.string(), kind: z.enum(placeKinds), name: Text, sample: Text })),
  editedAt: Moment.optional(),
});
export type NoticeTemplate = z.infer<typeof NoticeTemplate>;

/** New words of a template, over the version their author saw. */
export const TemplateIn = TemplateWords.extend({ version: z.number().int().min(0) });

/** Whom a step of an escalation tells: the subject's departments, who may do something in its area, or a post by its id. */
const StepAudience = z.union([
  z.literal("departments"),
  z.strictObject({ permission: z.string().max(60) }),
  z.strictObject({ post: Id }),
]);

/** One step of an escalation: after so long without an acknowledgement, these are told. */
export const EscalationStep = z.object({ after: LimitShape, to: StepAudience });
export type EscalationStep = z.infer<typeof EscalationStep>;

const EscalationSteps = z.array(EscalationStep).max(5);

/** Who is told next of a notice, step by step; none: it needs no acknowledgement. */
export const NoticeEscalation = z.object({
  type: z.string(),
  /** 0: as declared, never set. */
  version: z.number().int(),
  steps: EscalationSteps,
  declared: EscalationSteps,
  /** Which of the steps, counted from 0, name a post or a permission that nobody holds now. */
  unheld: z.array(z.number().int()),
  setAt: Moment.optional(),
});
export type NoticeEscalation = z.infer<typeof NoticeEscalation>;

/** Whom steps can name. */
export const EscalationChoices = z.object({
  posts: z.array(z.object({ id: Id, name: Text, departmentName: Text })),
  permissions: z.array(z.object({ id: z.string(), name: Text })),
});
export type EscalationChoices = z.infer<typeof EscalationChoices>;

/** New steps of an escalation, over the version their author saw. */
export const EscalationIn = z.object({ steps: EscalationSteps, version: z.number().int().min(0) });

/** One version of an escalation as it was. */
export const EscalationVersion = z.object({
  version: z.number().int(),
  steps: EscalationSteps,
  by: z.string(),
  at: Moment,
});

/** One version of a template as it was. */
export const TemplateVersion = z.object({
  version: z.number().int(),
  words: TemplateWords,
  by: z.string(),
  at: Moment,
});

/** A template filled with its samples, and what is wrong with it. */
export const TemplatePreview = z.object({
  words: TemplateWords,
  faults: z.array(z.object({ path: z.string(), code: z.string(), place: z.string().optional() })),
});
export type TemplatePreview = z.infer<typeof TemplatePreview>;

/** A template sent to oneself, filled with its samples: by which channel, and with which words when they are not kept yet. */
export const TemplateTest = z.object({
  channel: z.enum(["in-app", ...personalChannels]),
  language: z.enum(["zh", "en"]).default("zh"),
  words: TemplateWords.optional(),
});

/** Kinds of channels there are. */
export const channelKinds = [
  "email",
  "sms-http",
  "sms-smpp",
  "wecom",
  "dingtalk",
  "webhook",
  "mqtt",
  "device",
] as const;
/** One kind of channel. */
export type ChannelKind = (typeof channelKinds)[number];

/** What a group's channel is told: notices of these types and departments, within an area; all when empty. */
export const ChannelTells = z.object({
  types: z.array(z.string().max(100)).max(200).default([]),
  departments: z.array(Id).max(200).default([]),
  areaPath: z.string().max(200).default(""),
  urgentOnly: z.boolean().default(false),
});

/** How a channel is set: its settings by kind; secrets by name only. */
export const ChannelIn = z.object({
  kind: z.enum(channelKinds),
  name: Text,
  enabled: z.boolean(),
  settings: z.record(z.string(), z.unknown()),
  tells: ChannelTells.optional(),
  retry: z
    .object({ limit: z.number().int().min(0).max(20), delaySeconds: z.number().int().min(0).max(3_600) })
    .optional(),
  version: z.number().int().min(1).optional(),
});

/** A channel with how it fares. */
export const Channel = z.object({
  id: Id,
  kind: z.enum(channelKinds),
  name: Text,
  enabled: z.boolean(),
  settings: z.record(z.string(), z.unknown()),
  tells: ChannelTells,
  retry: z.object({ limit: z.number().int(), delaySeconds: z.number().int() }),
  version: z.number().int(),
  /** `unset`: a secret or setting is missing; `failing`: the last try failed. */
  state: z.enum(["well", "unset", "off", "failing", "untried"]),
  words: Text,
  lastSuccessAt: Moment.optional(),
  lastFailureAt: Moment.optional(),
  lastFailure: z.object({ words: Text, detail: z.string() }).optional(),
});
export type Channel = z.infer<typeof Channel>;

/** Where a test goes: an address of one's own for personal channels, nothing for a group's. */
export const ChannelTest = z.object({ to: z.string().min(3).max(200).optional() });

/** How a test send ended. */
export const ChannelTested = z.object({
  sent: z.boolean(),
  words: Text,
  detail: z.string().optional(),
  ref: z.string().optional(),
});

/** States of a delivery, in the order in which they come. */
export const deliveryStates = [
  "held",
  "queued",
  "sent",
  "delivered",
  "shown",
  "acknowledged",
  "gathered",
  "given-up",
  "settled",
] as const;
/** One state of a delivery. */
export type DeliveryState = (typeof deliveryStates)[number];

/** One delivery of a notice to one recipient by one channel: its receipt. */
export const Delivery = z.object({
  id: Id,
  noticeId: Id.optional(),
  type: z.string(),
  text: Text,
  subject: z.object({ kind: z.string(), id: z.string() }),
  /** A person's name, or the channel's. */
  recipient: Text,
  channel: z.enum(["in-app", ...personalChannels, "group"]),
  state: z.enum(deliveryStates),
  tries: z.number().int(),
  at: Moment,
  releaseAt: Moment.optional(),
  sentAt: Moment.optional(),
  deliveredAt: Moment.optional(),
  shownAt: Moment.optional(),
  acknowledgedAt: Moment.optional(),
  givenUpAt: Moment.optional(),
  failure: z.object({ words: Text, detail: z.string() }).optional(),
});
export type Delivery = z.infer<typeof Delivery>;

/** Which deliveries: those that arrived nowhere (`given-up`), or all of one notice. */
export const DeliveryQuery = PageQuery.extend({
  state: z.enum(deliveryStates).optional(),
  notice: Id.optional(),
});

/** Tries a delivery again, by the same channel or by another one. */
export const DeliveryRetry = z.object({ channel: z.enum(personalChannels).optional() });

/** Ends a delivery that nobody will try again, with the reason: told by phone, for instance. */
export const DeliverySettle = z.object({ reason: z.string().trim().min(1).max(500) });

/** What a provider says later about what it took. */
export const DeliveryReceipt = z.object({
  channelId: Id,
  ref: z.string().min(1).max(200),
  state: z.enum(["delivered", "failed"]),
  detail: z.string().max(500).optional(),
});

/** What somebody wants of one type of notice, or (`*`) of all others. */
export const NoticeChoice = z.object({
  channels: z.array(z.enum(personalChannels)).optional(),
  /** Sent in quiet hours too, or held although it is urgent. */
  quiet: z.enum(["through", "hold"]).optional(),
});

const QuietMinutes = z.object({
  fromMinute: z.number().int().min(0).max(1_439),
  toMinute: z.number().int().min(0).max(1_439),
});

/** How somebody wants to be told. */
export const NoticeSettings = z.object({
  language: z.enum(["zh", "en"]),
  email: z.email().max(200).optional(),
  /** Whether the vault has a phone of theirs; the number itself is not shown here. */
  hasPhone: z.boolean(),
  quiet: QuietMinutes.optional(),
  choices: z.record(z.string().max(100), NoticeChoice),
  /** Which personal channels work in this city. */
  available: z.object({ email: z.boolean(), sms: z.boolean() }),
  /** The notices there are to choose for. */
  types: z.array(
    z.object({ id: z.string(), name: Text, urgent: z.boolean(), channels: z.array(z.enum(personalChannels)) }),
  ),
});
export type NoticeSettings = z.infer<typeof NoticeSettings>;

/** How somebody wants to be told, as they set it. */
export const NoticeSettingsIn = z.object({
  language: z.enum(["zh", "en"]),
  email: z.union([z.email().max(200), z.literal("")]).optional(),
  quiet: QuietMinutes.nullable(),
  choices: z.record(z.string().max(100), NoticeChoice),
});
