import type { Incident, IncidentKind, IncidentRow, TaskSum } from "@chengyun/contracts";
import { type IncidentType, levelColours, levelRank } from "@chengyun/kernel";
import { beyond, type Context } from "../../../platform/context.ts";
import { present } from "../../../platform/present.ts";
import { findSubject } from "../../../platform/subject.ts";
import { listAlarmsInCases } from "../../alarms/alarm/index.ts";
import { listCasesByIds } from "../../cases/case/index.ts";
import { clocksOf } from "../../flows/clock/index.ts";
import { listOffers } from "../../flows/flow/index.ts";
import { nameOf } from "../../persons/person/index.ts";
import {
  factsOf,
  incidentFlow,
  inputsOf,
  levelsOf,
  listIncidentCases,
  planFor,
  refineOffers,
  type StandingIncident,
  typeOf,
} from "../incident/index.ts";
import { sumTasks } from "../plan/index.ts";

const noTasks: TaskSum = { all: 0, done: 0, open: 0, waiting: 0, late: 0 };

/** Incidents as lists show them. */
export const toIncidentRows = async (ctx: Context, found: readonly StandingIncident[]): Promise<IncidentRow[]> => {
  const ids = found.map(({ id }) => id);
  const cases = await listIncidentCases(ctx.db, ids);
  const sums = new Map(
    (await sumTasks(ctx.db, ids, ctx.clock.now())).map(({ incidentId, ...sum }) => [incidentId, sum]),
  );
  const clocks = await clocksOf(ctx, incidentFlow, ids);
  return found.map((one): IncidentRow => {
    const running = (clocks.get(one.id) ?? []).filter((clock) => clock.stoppedAt === undefined);
    const [clock] = running.sort((a, b) => (a.dueAt ?? "9").localeCompare(b.dueAt ?? "9"));
    const { proposed, proposedWords, level } = one;
    return {
      id: one.id,
      no: one.no,
      title: one.title,
      drill: one.drill,
      type: one.type,
      typeName: typeOf(ctx, one.type)?.name ?? { zh: one.type, en: one.type },
      stage: one.stage,
      version: one.version,
      position: [...one.position],
      areaPath: one.areaPath,
      openedAt: one.openedAt.toISOString(),
      changedAt: one.changedAt.toISOString(),
      cases: cases.filter(({ incident_id }) => incident_id === one.id).length,
      tasks: sums.get(one.id) ?? noTasks,
      ...present({
        level,
        colour: level === undefined ? undefined : levelColours[level],
        proposed:
          proposed === undefined || proposedWords === undefined ? undefined : { level: proposed, words: proposedWords },
        clock,
      }),
    };
  });
};

/** Cases of an incident: whoever sees it sees which they are, though a case may be another department's. */
const casesOf = async (ctx: Context, ids: readonly string[]): Promise<Incident["caseList"]> => {
  const found = new Map((await listCasesByIds(beyond(ctx).db, [...ids])).map((one) => [one.id, one]));
  return ids.flatMap((id) => {
    const one = found.get(id);
    if (one === undefined) return [];
    const { no, title, stage, position } = one;
    return [
      { id, no, title, stage, position: [...position] as [number, number], openedAt: one.openedAt.toISOString() },
    ];
  });
};

const alarmsOf = async (ctx: Context, ids: readonly string[]): Promise<Incident["alarms"]> =>
  (await listAlarmsInCases(beyond(ctx).db, ids)).slice(0, 500).map((alarm) => ({
    id: alarm.id,
    rule: ctx.deployment.registry.nameOf("rule", alarm.rule),
    thingId: alarm.thingId,
    severity: alarm.severity,
    value: alarm.value,
    position: [...alarm.position] as [number, number],
  }));

const momentsOf = (one: StandingIncident) =>
  present({
    words: one.words,
    confirmedAt: one.confirmedAt?.toISOString(),
    activatedAt: one.activatedAt?.toISOString(),
    stoodDownAt: one.stoodDownAt?.toISOString(),
    sealedAt: one.sealedAt?.toISOString(),
    reviewText: one.reviewText,
  });

const conditionsOf = async (ctx: Context, one: StandingIncident) => {
  const type = typeOf(ctx, one.type);
  if (type === undefined) return { inputs: [], levels: [] };
  const inputs = inputsOf(type, await factsOf(beyond(ctx), one));
  return {
    ...(type.hint === undefined ? {} : { hint: type.hint }),
    inputs: inputs.map(({ id, name, value, unit }) => ({ id, name, value, ...(unit === undefined ? {} : { unit }) })),
    levels: levelsOf(ctx, type, inputs),
  };
};

const planOf = (ctx: Context, one: StandingIncident): Pick<Incident, "plan"> => {
  const plan = ctx.deployment.registry.plans.get(one.plan ?? "") ?? planFor(ctx, one.type);
  return plan === undefined ? {} : { plan: { id: plan.id, name: plan.name, version: plan.version } };
};

/** An incident with everything its page shows beside the board. */
export const toIncident = async (ctx: Context, one: StandingIncident): Promise<Incident> => {
  const [row] = await toIncidentRows(ctx, [one]);
  const subject = await findSubject(ctx.db, one.id);
  if (row === undefined || subject === undefined) throw new Error(`incident ${one.id} has no row`);
  const ids = (await listIncidentCases(ctx.db, [one.id])).map(({ case_id }) => case_id);
  const people = one.commanderId === undefined ? undefined : await nameOf(ctx, [one.commanderId]);
  return {
    ...row,
    origin: one.origin,
    ...momentsOf(one),
    ...(one.commanderId === undefined
      ? {}
      : { commander: { id: one.commanderId, name: people?.get(one.commanderId) ?? "" } }),
    figures: one.figures,
    ...(await conditionsOf(ctx, one)),
    caseList: await casesOf(ctx, ids),
    alarms: await alarmsOf(ctx, ids),
    ...planOf(ctx, one),
    clocks: (await clocksOf(ctx, incidentFlow, [one.id])).get(one.id) ?? [],
    moves: [...(await refineOffers(ctx, one, await listOffers(ctx, incidentFlow, subject)))],
  };
};

/** A kind of incident, for whoever opens one. */
export const toKind = (ctx: Context, type: IncidentType): IncidentKind => {
  const plan = planFor(ctx, type.id);
  return {
    id: type.id,
    name: type.name,
    ...(type.hint === undefined ? {} : { hint: type.hint }),
    cases: [...new Set([type.case, ...(type.opens?.cases ?? [])])],
    ...(plan === undefined ? {} : { plan: { id: plan.id, name: plan.name } }),
    levels: [...type.levels]
      .sort((a, b) => levelRank(b.level) - levelRank(a.level))
      .map(({ level, words }) => ({ level, words })),
    asked: Object.entries(type.inputs).flatMap(([id, { name, unit, from }]) =>
      "asked" in from ? [{ id, name, ...(unit === undefined ? {} : { unit }) }] : [],
    ),
  };
};
