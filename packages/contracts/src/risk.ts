import { z } from "zod";
import { Id, Moment, PageQuery, Position, SeverityShape, Text } from "./shape.ts";

/** One figure a model works with, or one factor of its score, by name. */
const Named = z.object({ id: z.string(), name: Text, unit: z.string().optional() });

/** How the risk of one kind of thing is scored: what goes in, what is made of it, where the colours begin. */
export const RiskModelShape = z.object({
  id: z.string(),
  name: Text,
  packName: Text,
  thingType: z.string(),
  thingTypeName: Text,
  standard: z.string().optional(),
  inputs: z.array(Named),
  factors: z.array(Named.extend({ formula: z.string() })),
  score: z.string(),
  from: z.object({ red: z.number(), orange: z.number(), yellow: z.number() }),
  /** How the four colours are shown where the subject has three. */
  shown: z.record(SeverityShape, z.enum(["red", "yellow", "green"])).optional(),
});
export type RiskModelShape = z.infer<typeof RiskModelShape>;

/** One risk of the inventory: a thing by a model, its score and colour, who sees to it and when it is looked at next. */
export const Risk = z.object({
  id: Id,
  model: z.string(),
  modelName: Text,
  thingId: Id,
  thingName: Text,
  position: Position,
  areaPath: z.string(),
  score: z.number(),
  colour: SeverityShape,
  /** Since when it has this colour. */
  since: Moment,
  judgedAt: Moment,
  controlState: z.enum(["effective", "partly", "none"]).optional(),
  controls: z.string().optional(),
  ownerName: Text.optional(),
  reviewedAt: Moment.optional(),
  nextReview: z.string().optional(),
  /** The day of its next review has passed. */
  reviewLate: z.boolean(),
});
export type Risk = z.infer<typeof Risk>;

/** One figure as it went in: `assumed` where nobody knew it. */
const Figure = z.object({ id: z.string(), value: z.number(), assumed: z.boolean(), at: Moment.optional() });

/** A step of its history, with the factors that moved it, the strongest first. */
const ScoreStep = z.object({
  at: Moment,
  score: z.number(),
  colour: SeverityShape,
  why: z.array(z.object({ factor: z.string(), from: z.number(), to: z.number() })),
});

/** A risk with everything that led to its score, and how it went. */
export const RiskDetail = Risk.extend({
  version: z.number().int(),
  stage: z.string(),
  factors: z.array(z.object({ id: z.string(), value: z.number() })),
  inputs: z.array(Figure),
  history: z.array(ScoreStep),
});
export type RiskDetail = z.infer<typeof RiskDetail>;

/** Asking for risks, worst first. */
export const RiskQuery = PageQuery.extend({
  model: z.string().max(100).optional(),
  colour: SeverityShape.optional(),
  area: z.string().max(200).optional(),
  thing: Id.optional(),
  /** Only those whose next review is due. */
  due: z.literal("true").optional(),
});

const Count = z.object({ red: z.number(), orange: z.number(), yellow: z.number(), blue: z.number() });

/** One area: by each model its colour and how many things have which. */
export const AreaRisk = z.object({
  path: z.string(),
  name: Text,
  models: z.array(z.object({ model: z.string(), colour: SeverityShape, counts: Count })),
  /** The gravest of its models' colours. */
  colour: SeverityShape,
});
export type AreaRisk = z.infer<typeof AreaRisk>;

/** Asking for the areas below one. */
export const AreaRiskQuery = z.object({ area: z.string().max(200).optional() });
