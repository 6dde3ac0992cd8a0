import { personalChannels } from "@chengyun/kernel";
import { z } from "zod";
import { FormShape } from "./form.ts";
import { ReportMatter } from "./intake.ts";
import { EverydayWordsShape, Id, Moment, Position, Text } from "./shape.ts";

/** A follow secret, made on the phone and kept there: 32 random bytes in base64url. */
export const FollowToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** A kind of problem citizens choose by its picture. */
export const CitizenKind = z.object({
  id: z.string(),
  name: Text,
  picture: z.string(),
  /** What people call problems of this kind, to be searched. */
  words: EverydayWordsShape.optional(),
  /** Category it stands for; absent when the desk decides. */
  category: z.string().optional(),
  /** What is asked beside, with all it needs to be asked; absent when its category asks nothing. */
  form: FormShape.optional(),
  /** Categories it may stand for, where one of them asks something: whoever says which is asked it. */
  classes: z.array(z.object({ id: z.string(), name: Text, form: FormShape.optional() })).optional(),
});
export type CitizenKind = z.infer<typeof CitizenKind>;

/** What a citizen tells. */
export const CitizenReportIn = z.object({
  token: FollowToken,
  matter: ReportMatter.default("problem"),
  kind: z.string().max(40).optional(),
  /** Which of the kind's `classes` it is, when they said so. */
  category: z.string().max(100).optional(),
  position: z.tuple([z.number(), z.number()]).optional(),
  coordinates: z.enum(["wgs84", "gcj02"]).default("wgs84"),
  address: z.string().max(200).optional(),
  words: z.string().max(2_000).optional(),
  photos: z.array(Id).max(5).default([]),
  name: z.string().max(100).optional(),
  phone: z
    .string()
    .regex(/^\+?[\d\s-]{5,29}$/)
    .optional(),
  email: z.email().max(200).optional(),
  urgent: z.boolean().default(false),
  /** Answers to the form of the kind chosen, with that form and the version they were given to. */
  answers: z.record(z.string().max(100), z.unknown()).optional(),
  form: z.string().max(100).optional(),
  formVersion: z.number().int().min(1).optional(),
  /** Channels by which they agree to be told how it goes on; nothing is sent without. */
  tell: z.array(z.enum(personalChannels)).max(2).default([]),
  /** They agree to it for all of their reports, of now and later: then they are not asked again. */
  tellAll: z.boolean().default(false),
  /** Language they want to be told in. */
  language: z.enum(["zh", "en"]).default("zh"),
});
/** The number a citizen follows it by, and by which channels they will be told. */
export const CitizenReportMade = z.object({ no: z.string(), tell: z.array(z.enum(personalChannels)) });

/** What a citizen keeps to prove their report, whatever becomes of it here. */
export const CitizenReceipt = z.object({
  /** Text of the receipt (C2SP tlog-proof), as it stands in its file and its QR code. */
  receipt: z.string(),
  /** Public key of the journal, for comparison with the one made public elsewhere. */
  key: z.string(),
  /** Salt of the digest of their words in the entry; absent when they wrote none. */
  wordsSalt: z.string().optional(),
});
export type CitizenReceipt = z.infer<typeof CitizenReceipt>;

/** Channels by which a citizen wants to be told of a report from now on; what is not named is taken back. */
export const CitizenTellIn = z.object({
  tell: z.array(z.enum(personalChannels)).max(2),
  /** For all of their reports; taken back for all of them when it is not said. */
  tellAll: z.boolean().default(false),
  language: z.enum(["zh", "en"]).default("zh"),
});

/** Which channels lead to citizens in this city. */
export const CitizenWays = z.object({ email: z.boolean(), sms: z.boolean() });
export type CitizenWays = z.infer<typeof CitizenWays>;

/** Number of a report as a citizen reads it. */
export const ReportNo = z.string().regex(/^\d{8}-?\d{6}$/);

/** One station on the way of a report, as a parcel's. */
export const CitizenStep = z.object({
  id: z.string(),
  name: Text,
  at: Moment.optional(),
  /** When the problem had come so far already, by what others reported, before this report was added to it. */
  before: Moment.optional(),
  now: z.boolean(),
});
export type CitizenStep = z.infer<typeof CitizenStep>;

/** That a closed problem was taken up again: when, when it had been closed, and whose "not fixed" it was, if anybody's. */
const CitizenReopening = z.object({ at: Moment, closedAt: Moment, by: z.enum(["you", "other"]).optional() });

/** What anybody who knows the number sees: where it stands and what it is about, nothing of a person. */
export const CitizenGlance = z.object({
  no: z.string(),
  matter: ReportMatter,
  categoryName: Text,
  stage: z.string(),
  stageName: Text,
});

/** What whoever sent it sees. */
export const CitizenReport = CitizenGlance.extend({
  at: Moment,
  steps: z.array(CitizenStep),
  /** It was closed before, and taken up again. */
  reopened: CitizenReopening.optional(),
  words: z.string().optional(),
  /** The citizen's own words about the place. */
  place: z.string().optional(),
  areaName: Text.optional(),
  photos: z.array(Id),
  answer: z.string().optional(),
  result: z.string().optional(),
  /** What it looked like when it was said to be mended, and checked. */
  resultPhotos: z.array(Id).optional(),
  departmentName: Text.optional(),
  dueAt: Moment.optional(),
  /** Said by whoever reported it, once it was closed or said to be mended. */
  saidFixed: z.boolean().optional(),
  saidWords: z.string().optional(),
  rating: z.number().int().min(1).max(5).optional(),
  remindedAt: Moment.optional(),
  /** Channels by which its sender agreed to be told of it. */
  tell: z.array(z.enum(personalChannels)),
  /** Whether they agreed to it for all of their reports. */
  tellAll: z.boolean(),
  /** Channels by which they could be told: an address was left with it. */
  reachable: z.array(z.enum(personalChannels)),
  /** What can be done now. */
  can: z.array(z.enum(["remind", "say", "rate", "part"])),
  /** It was added to a problem known already; how many reports there are of that in all, and whether others' were there before. */
  joined: z.object({ reports: z.number().int(), earlier: z.boolean() }).optional(),
});
export type CitizenReport = z.infer<typeof CitizenReport>;

/** Whether it is mended, in the citizen's own eyes, and how well it was done. */
export const CitizenWordIn = z.object({
  fixed: z.boolean(),
  rating: z.number().int().min(1).max(5).optional(),
  words: z.string().max(500).optional(),
});

/** Where something is, before it is reported: the names of the areas it lies in. */
export const CitizenPlace = z.object({ position: Position, areaNames: z.array(Text) });
export type CitizenPlace = z.infer<typeof CitizenPlace>;

/** A pair of numbers that may be a place. */
export const CitizenPlaceIn = z.object({
  position: z.tuple([z.number(), z.number()]),
  coordinates: z.enum(["wgs84", "gcj02"]).default("wgs84"),
});

/** Proof that a report is one's own: the last four digits of the phone that was left with it. */
export const ClaimIn = z.object({ token: FollowToken, digits: z.string().regex(/^\d{4}$/) });
