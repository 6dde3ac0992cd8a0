import { judgeRisk, type RiskJudgement, type RiskModel, whyChanged } from "@chengyun/kernel";
import { change, open } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { listThings, listThingsById, type ThingRecord } from "../../atlas/thing/index.ts";
import { computeOf, riskModels } from "./compute.ts";
import { riskFlow } from "./flow.ts";
import { figuresOf, type Known, lookUp } from "./inputs.ts";
import type { RiskRecord } from "./model.ts";
import { insertRisk, insertScore, listRisksOf, markGone, updateScore } from "./store.ts";

/** Two scores nearer than this are one: a gauge that trembles writes no history. */
const sameShare = 0.005;

const isSame = (risk: RiskRecord, judgement: RiskJudgement): boolean =>
  !risk.gone &&
  risk.colour === judgement.colour &&
  Math.abs(risk.score - judgement.score) <= sameShare * Math.max(1, Math.abs(risk.score)) &&
  whyChanged(risk, judgement).every(({ from, to }) => Math.abs(from - to) <= sameShare * Math.max(1, Math.abs(from)));

interface Judged {
  readonly thing: ThingRecord;
  readonly model: RiskModel;
  readonly risk: RiskRecord | undefined;
  readonly judgement: RiskJudgement;
}

const takeIn = async (ctx: Context, { thing, model, judgement }: Judged): Promise<void> => {
  const id = newId();
  const { areaPath } = thing;
  const opening = { flow: riskFlow.id, move: "assess", id, areaPath, departments: [] };
  const at = ctx.clock.now();
  await open(ctx, opening, async (inner) => {
    await insertRisk(inner.db, { id, model: model.id, thingId: thing.id, areaPath, judgement, at });
    await insertScore(inner.db, id, { ...judgement, at });
    return { changes: { model: model.id, thingId: thing.id, colour: judgement.colour, score: judgement.score } };
  });
};

/** A change of colour is something that happened; a score that moves within its colour is only written down. */
const rescore = async (ctx: Context, risk: RiskRecord, { thing, judgement }: Judged): Promise<void> => {
  const at = ctx.clock.now();
  const write = async (inner: Context, since?: Date) => {
    await updateScore(inner.db, risk.id, {
      judgement,
      at,
      areaPath: thing.areaPath,
      ...(since === undefined ? {} : { since }),
    });
    await insertScore(inner.db, risk.id, { ...judgement, at });
  };
  if (!risk.gone && risk.colour === judgement.colour) {
    await write(ctx);
    return;
  }
  const [most] = whyChanged(risk, judgement);
  const subject = { kind: riskFlow.kind, id: risk.id };
  await change(ctx, subject, risk.gone ? "resume" : "recolour", {
    apply: async (inner) => {
      await write(inner, at);
      return {
        areaPath: thing.areaPath,
        changes: {
          thingId: thing.id,
          before: { colour: risk.colour, score: risk.score },
          after: { colour: judgement.colour, score: judgement.score },
          ...(most === undefined ? {} : { factor: most.factor }),
        },
      };
    },
  });
};

const keep = (outer: Context, judged: Judged): Promise<void> =>
  transact(outer, (ctx) => (judged.risk === undefined ? takeIn(ctx, judged) : rescore(ctx, judged.risk, judged)));

const judgeOne = (
  model: RiskModel,
  thing: ThingRecord,
  beside: { known: Known; risk: RiskRecord | undefined },
): Judged | undefined => {
  const judgement = judgeRisk(model, figuresOf(model, thing, beside), computeOf(model));
  if (judgement === undefined) return undefined;
  const { risk } = beside;
  return risk !== undefined && isSame(risk, judgement) ? undefined : { thing, model, risk, judgement };
};

const drop = async (ctx: Context, risk: RiskRecord): Promise<void> => {
  await change(ctx, { kind: riskFlow.kind, id: risk.id }, "drop", {
    apply: async (inner) => {
      await markGone(inner.db, risk.id);
      return { changes: { thingId: risk.thingId } };
    },
  });
};

/** Judges some things by every model of their kind, and writes what changed. Answers how many did. */
const judgeSome = async (ctx: Context, things: readonly ThingRecord[]): Promise<number> => {
  const models = [...riskModels(ctx.deployment.registry).values()];
  const ids = things.map(({ id }) => id);
  const risks = await listRisksOf(ctx.db, ids);
  const known = await lookUp(ctx, models, ids);
  const riskOf = new Map(risks.map((risk) => [`${risk.model} ${risk.thingId}`, risk]));
  const standing = things.filter(({ retired }) => !retired);
  const judged = standing.flatMap((thing) =>
    models
      .filter(({ of }) => of.id === thing.type)
      .flatMap((model) => judgeOne(model, thing, { known, risk: riskOf.get(`${model.id} ${thing.id}`) }) ?? []),
  );
  for (const one of judged) await keep(ctx, one);
  const retired = new Set(things.filter((thing) => thing.retired).map(({ id }) => id));
  const lost = risks.filter((risk) => !risk.gone && retired.has(risk.thingId));
  for (const risk of lost) await drop(ctx, risk);
  return judged.length + lost.length;
};

/** Things looked at together: a metropolis has hundreds of thousands. */
const atOnce = 2_000;

const judgeType = async (ctx: Context, type: string): Promise<number> => {
  let changed = 0;
  let afterNo = 0;
  for (;;) {
    const things = await listThings(ctx.db, { type, areaPaths: [], afterNo, limit: atOnce });
    changed += await judgeSome(ctx, things);
    const last = things.at(-1);
    if (last === undefined || things.length < atOnce) return changed;
    afterNo = last.no;
  }
};

/** Judges every standing thing that a model speaks of; one that is retired is dropped when that happens. */
export const judgeAll = async (ctx: Context): Promise<number> => {
  let changed = 0;
  for (const type of new Set([...riskModels(ctx.deployment.registry).values()].map(({ of }) => of.id)))
    changed += await judgeType(ctx, type);
  return changed;
};

/** Judges the things an entry is about, at once. */
export const judgeThings = async (ctx: Context, thingIds: readonly string[]): Promise<number> => {
  const types = new Set([...riskModels(ctx.deployment.registry).values()].map(({ of }) => of.id));
  const things = await listThingsById(ctx.db, [...thingIds]);
  const some = things.filter(({ type }) => types.has(type));
  return some.length === 0 ? 0 : judgeSome(ctx, some);
};
