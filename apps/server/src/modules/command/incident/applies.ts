import { figureNames, type IncidentLevel, isIncidentLevel, naturalHours } from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import type { Applied, Apply } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import { getIncident } from "./get-incident.ts";
import type { StandingIncident } from "./model.ts";
import { updateIncident } from "./store.ts";

const levelIn = (value: unknown): IncidentLevel => {
  if (!isIncidentLevel(value))
    throw new AppError("subject.missing-facts", { faults: [{ path: "facts.level", code: "choice" }] });
  return value;
};

/** Another level than the one proposed is somebody's judgement, and has a reason. */
const confirm: Apply = async (ctx, subject, facts) => {
  const found = await getIncident(ctx, subject.id);
  const level = levelIn(facts["level"]);
  if (found.proposed !== undefined && level !== found.proposed && facts["reason"] === undefined)
    throw new AppError("incident.reason-needed", { faults: [{ path: "facts.reason", code: "missing" }] });
  const now = ctx.clock.now();
  await updateIncident(ctx.db, found.id, {
    level,
    confirmedAt: now,
    levelAt: now,
    commanderId: commanderOf(ctx, found),
  });
  return { changes: { proposed: found.proposed ?? null } };
};

/** Whoever sets the level commands until somebody else takes over. */
const commanderOf = (ctx: Context, found: StandingIncident): string | undefined =>
  found.commanderId ?? (ctx.actor.kind === "person" ? ctx.actor.id : undefined);

const changeLevel: Apply = async (ctx, subject, facts) => {
  const found = await getIncident(ctx, subject.id);
  const level = levelIn(facts["level"]);
  if (level === found.level) throw new AppError("incident.same-level");
  await updateIncident(ctx.db, found.id, { level, levelAt: ctx.clock.now() });
  return { changes: { before: found.level ?? null, proposed: found.proposed ?? null } };
};

/** The plan that answers a kind of incident; its level was confirmed before. */
export const planFor = (ctx: Context, type: string) =>
  [...ctx.deployment.registry.plans.values()].find((plan) => plan.incident === type);

const activate: Apply = async (ctx, subject) => {
  const found = await getIncident(ctx, subject.id);
  const plan = planFor(ctx, found.type);
  if (plan === undefined) throw new AppError("incident.no-plan");
  const now = ctx.clock.now();
  await updateIncident(ctx.db, found.id, {
    plan: plan.id,
    activatedAt: now,
    levelAt: now,
    commanderId: commanderOf(ctx, found),
  });
  return { changes: { plan: plan.id, version: plan.version, level: found.level ?? null, drill: found.drill } };
};

const takeCommand: Apply = async (ctx, subject) => {
  const found = await getIncident(ctx, subject.id);
  if (ctx.actor.kind === "person") await updateIncident(ctx.db, found.id, { commanderId: ctx.actor.id });
  return { changes: { before: found.commanderId ?? null } };
};

const numbersIn = (value: unknown): Record<string, number> =>
  Object.fromEntries(
    Object.entries((value ?? {}) as Record<string, unknown>).flatMap(([name, each]) =>
      typeof each === "number" && Number.isFinite(each) ? [[name, each] as const] : [],
    ),
  );

/** What is given is new, what is not stays; only inputs that the kind of incident asks for are kept. */
const tellFigures: Apply = async (ctx, subject, facts) => {
  const found = await getIncident(ctx, subject.id);
  const inputs = ctx.deployment.registry.incidents.get(found.type)?.inputs ?? {};
  const asked = Object.fromEntries(
    Object.entries(numbersIn(facts["asked"])).filter(([name]) => {
      const from = inputs[name]?.from;
      return from !== undefined && "asked" in from;
    }),
  );
  const figures = Object.fromEntries(Object.entries(numbersIn(facts)).filter(([name]) => name in figureNames));
  await updateIncident(ctx.db, found.id, {
    figures: { ...found.figures, ...figures },
    asked: { ...found.asked, ...asked },
  });
  return undefined;
};

const minutesInHour = 60;

/** The next report is due when whoever reports says, else as the kind of incident says. */
const report: Apply = async (_, subject, facts): Promise<Applied | undefined> => {
  const minutes = facts["next-in"];
  if (typeof minutes !== "number") return undefined;
  return { limits: { ...subject.limits, continued: naturalHours(minutes / minutesInHour) } };
};

const standDown: Apply = async (ctx, subject) => {
  await updateIncident(ctx.db, subject.id, { stoodDownAt: ctx.clock.now() });
  return undefined;
};

const writeReview: Apply = async (ctx, subject, facts) => {
  await updateIncident(ctx.db, subject.id, { reviewText: String(facts["review-text"]) });
  return undefined;
};

const sign: Apply = async (ctx, subject) => {
  await updateIncident(ctx.db, subject.id, { sealedAt: ctx.clock.now() });
  return undefined;
};

/** What the moves of an incident write beside the stage. */
export const applies: Readonly<Record<string, Apply>> = {
  confirm,
  activate,
  "change-level": changeLevel,
  "take-command": takeCommand,
  "tell-figures": tellFigures,
  "report-first": report,
  "report-on": report,
  "stand-down": standDown,
  "write-review": writeReview,
  sign,
};
