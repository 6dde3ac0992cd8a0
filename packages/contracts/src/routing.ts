import { z } from "zod";
import { Id, Moment, Position, Text } from "./shape.ts";

/** A rule that says where a case goes. */
export const RoutingRule = z.object({
  id: Id,
  version: z.number().int(),
  stage: z.string(),
  name: Text,
  /** Where it is in force; empty for the whole city. */
  areaPath: z.string(),
  /** CEL over category, area, severity, channel, longitude, latitude. */
  condition: z.string(),
  departmentId: Id,
  departmentName: Text,
  /** Smaller is asked earlier. */
  place: z.number(),
});
export type RoutingRule = z.infer<typeof RoutingRule>;

/** A new rule, or one to be tried. */
export const RoutingRuleIn = z.object({
  name: z.object({ zh: z.string().trim().min(1).max(100), en: z.string().trim().min(1).max(100) }),
  condition: z.string().trim().min(1).max(1_000),
  departmentId: Id,
  place: z.number(),
  /** Where it is in force; the own area when absent. */
  areaPath: z.string().max(200).optional(),
  reason: z.string().max(500).optional(),
});

/** Trying rules on past cases: with a draft put in its place, or in place of the rule it changes. */
export const RoutingTrialIn = z.object({
  draft: z
    .object({ id: Id.optional(), condition: z.string().trim().min(1).max(1_000), departmentId: Id, place: z.number() })
    .optional(),
  limit: z.number().int().min(1).max(500).default(300),
});

/** What the rules would have done with past cases. */
export const RoutingTrial = z.object({
  /** Cases looked at. */
  looked: z.number().int(),
  /** Of these, cases the draft would have sent. */
  fired: z.number().int(),
  /** Cases whose rules name the department that had them. */
  agrees: z.number().int(),
  differs: z.number().int(),
  sample: z.array(
    z.object({ caseId: Id, no: z.string(), title: Text, had: Text.optional(), would: Text, rule: Text.optional() }),
  ),
});
export type RoutingTrial = z.infer<typeof RoutingTrial>;

/** Why a case goes where it is suggested to go. */
export const CaseRoute = z.object({
  departmentId: Id,
  departmentName: Text,
  /** Absent: no rule held; the category's duty decided, or the body its dictionary names. */
  rule: z.object({ id: Id, version: z.number().int(), name: Text }).optional(),
  /** Words of the body in the dictionary that decided, by what the city mapped it to. */
  body: z.string().optional(),
  /** Bodies the dictionary names before it, or at all, that lead nowhere here. */
  unmapped: z.array(z.string()).optional(),
  /** None of them leads anywhere, and the duty of the pack's category of its number decided. */
  inherits: z.boolean().optional(),
  /** What the rule that fired looked at. */
  reads: z.array(z.object({ field: z.string(), value: z.union([z.string(), z.number()]) })),
  /** How many rules were asked, and how many of them ran for the last change. */
  asked: z.number().int(),
  ran: z.number().int(),
  at: Moment.optional(),
});
export type CaseRoute = z.infer<typeof CaseRoute>;

/** Putting place or category of a case right. */
export const CaseCorrection = z
  .object({
    version: z.number().int().min(1),
    reason: z.string().trim().min(1).max(500),
    category: z.string().min(1).max(200).optional(),
    /** Written condition of the category that a filed case counts as filed under; needed where there are several. */
    condition: z.string().trim().min(1).max(500).optional(),
    position: Position.optional(),
  })
  .refine(({ category, position }) => category !== undefined || position !== undefined, {
    message: "category or position",
  })
  .refine(({ category, condition }) => condition === undefined || category !== undefined, {
    message: "a condition with its category",
  });
