import type { Risk, RiskDetail, RiskModelShape } from "@chengyun/contracts";
import { type Label, type RiskModel, toWall, whyChanged } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { findSubject } from "../../../platform/subject.ts";
import { listThingsById } from "../../atlas/thing/index.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { riskModels } from "./compute.ts";
import type { RiskRecord, ScoreAt } from "./model.ts";
import { listScores } from "./store.ts";

/** The day it is in the city, `2026-12-01`. */
export const today = ({ clock, deployment }: Context): string =>
  new Date(toWall(deployment.profile.zone, clock.now().getTime())).toISOString().slice(0, 10);

/** Steps of a history that a page shows. */
const stepsShown = 200;

const toModel = ({ deployment: { registry } }: Context, model: RiskModel): RiskModelShape => ({
  id: model.id,
  name: model.name,
  packName: registry.packs.find(({ risks = [] }) => risks.includes(model))?.name ?? model.name,
  thingType: model.of.id,
  thingTypeName: model.of.name,
  ...(model.standard === undefined ? {} : { standard: model.standard }),
  inputs: Object.entries(model.inputs).map(([id, { name, unit }]) => ({
    id,
    name,
    ...(unit === undefined ? {} : { unit }),
  })),
  factors: Object.entries(model.factors).map(([id, { name, text }]) => ({ id, name, formula: text })),
  score: model.score,
  from: { ...model.from },
  ...(model.shown === undefined ? {} : { shown: { ...model.shown } }),
});

/** Every model, as people read it. */
export const toModels = (ctx: Context): RiskModelShape[] =>
  [...riskModels(ctx.deployment.registry).values()].map((model) => toModel(ctx, model));

const reviewOf = (risk: RiskRecord, ownerName: Label | undefined, now: string) => ({
  reviewLate: risk.nextReview !== undefined && risk.nextReview < now,
  ...(risk.controlState === undefined ? {} : { controlState: risk.controlState }),
  ...(risk.controls === undefined ? {} : { controls: risk.controls }),
  ...(ownerName === undefined ? {} : { ownerName }),
  ...(risk.reviewedAt === undefined ? {} : { reviewedAt: risk.reviewedAt.toISOString() }),
  ...(risk.nextReview === undefined ? {} : { nextReview: risk.nextReview }),
});

/** Risks with the names of what they are about. */
export const toRisks = async (ctx: Context, risks: readonly RiskRecord[]): Promise<Risk[]> => {
  const found = await listThingsById(ctx.db, [...new Set(risks.map(({ thingId }) => thingId))]);
  const things = new Map(found.map((thing) => [thing.id, thing]));
  const departments = await departmentNames(ctx);
  const models = riskModels(ctx.deployment.registry);
  const now = today(ctx);
  return risks.flatMap((risk): Risk[] => {
    const thing = things.get(risk.thingId);
    if (thing === undefined) return [];
    return [
      {
        id: risk.id,
        model: risk.model,
        modelName: models.get(risk.model)?.name ?? { zh: risk.model, en: risk.model },
        thingId: thing.id,
        thingName: thing.name,
        position: [...thing.position],
        areaPath: risk.areaPath,
        score: risk.score,
        colour: risk.colour,
        since: risk.since.toISOString(),
        judgedAt: risk.judgedAt.toISOString(),
        ...reviewOf(risk, departments.get(risk.ownerDepartment ?? ""), now),
      },
    ];
  });
};

const toSteps = (scores: readonly ScoreAt[]): RiskDetail["history"] =>
  scores.map((score, place) => {
    const before = scores[place + 1];
    return {
      at: score.at.toISOString(),
      score: score.score,
      colour: score.colour,
      why: before === undefined ? [] : whyChanged(before, score),
    };
  });

/** One risk with what led to its score. */
export const toDetail = async (ctx: Context, risk: RiskRecord): Promise<RiskDetail> => {
  const [shape] = await toRisks(ctx, [risk]);
  const subject = await findSubject(ctx.db, risk.id);
  if (shape === undefined || subject === undefined)
    throw new Error(`risk ${risk.id} has lost its thing or its subject`);
  return {
    ...shape,
    version: subject.version,
    stage: subject.stage,
    factors: Object.entries(risk.factors).map(([id, value]) => ({ id, value })),
    inputs: Object.entries(risk.inputs).map(([id, { value, assumed, at }]) => ({
      id,
      value,
      assumed: assumed === true,
      ...(at === undefined ? {} : { at: new Date(at).toISOString() }),
    })),
    history: toSteps(await listScores(ctx.db, risk.id, stepsShown)),
  };
};
