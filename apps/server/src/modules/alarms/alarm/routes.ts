import { Alarm, AlarmQuery, Evidence, Id, page } from "@chengyun/contracts";
import { isSilenceRule, isWithin, valueText } from "@chengyun/kernel";
import { z } from "zod";
import { isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { toIdCursor } from "../../../platform/cursor.ts";
import { readingQueries } from "../../../platform/ingest-link.ts";
import { quality } from "../../../platform/readings/index.ts";
import { defineRoute, type Route } from "../../../platform/route.ts";
import { listThingsById, type ThingRecord } from "../../atlas/thing/index.ts";
import { nameOf } from "../../persons/person/index.ts";
import { ruleWords, thresholdLines } from "../rule/index.ts";
import type { AlarmRecord } from "./model.ts";
import { countEchoes, findAlarm, listAlarms } from "./store.ts";

/** Readings shown on either side of an alarm's start. */
const evidenceEach = 60;

/** Alarms are seen by area; whose they are doesn't matter. */
const reachOf = (ctx: Context): string => (isMachine(ctx.actor) ? "" : ctx.actor.areaPath);

const getVisible = async (ctx: Context, id: string): Promise<AlarmRecord> => {
  const alarm = await findAlarm(ctx.db, id);
  if (alarm === undefined || !isWithin(alarm.areaPath, reachOf(ctx))) throw new AppError("subject.not-found");
  return alarm;
};

const inWords = ({ deployment: { registry } }: Context, alarm: AlarmRecord, thing: ThingRecord | undefined) => {
  const rule = registry.rules.get(alarm.rule);
  const ruleName = registry.nameOf("rule", alarm.rule);
  if (rule === undefined) return { ruleName, ruleWords: ruleName };
  const type = registry.things.get(thing?.type ?? "");
  return { ruleName, ruleWords: ruleWords({ rule, thing: type, attributes: thing?.attributes ?? {} }) };
};

/** A silent stream has no value that raised it: its last one is in the evidence. */
const valueInWords = (ctx: Context, alarm: AlarmRecord): Alarm["valueText"] => {
  const rule = ctx.deployment.registry.rules.get(alarm.rule);
  if (rule === undefined) return { zh: String(alarm.value), en: String(alarm.value) };
  return isSilenceRule(rule) ? { zh: "没有读数", en: "no readings" } : valueText(rule.on, alarm.value);
};

const toShape = (
  ctx: Context,
  alarm: AlarmRecord,
  known: { thing: ThingRecord | undefined; names: Map<string, string>; echoes: number },
): Alarm => {
  const { thing, names, echoes } = known;
  const unit = ctx.deployment.registry.rules.get(alarm.rule)?.on.unit;
  const by = alarm.acknowledgedBy;
  return {
    id: alarm.id,
    rule: alarm.rule,
    ...inWords(ctx, alarm, thing),
    thingId: alarm.thingId,
    thingName: thing?.name ?? { zh: alarm.thingId, en: alarm.thingId },
    streamNo: alarm.streamNo,
    position: [...alarm.position],
    areaPath: alarm.areaPath,
    severity: alarm.severity,
    peak: alarm.peak,
    stage: alarm.stage,
    version: alarm.version,
    startedAt: alarm.startedAt.toISOString(),
    raisedAt: alarm.raisedAt.toISOString(),
    value: alarm.value,
    valueText: valueInWords(ctx, alarm),
    ...(alarm.clearedAt === undefined ? {} : { clearedAt: alarm.clearedAt.toISOString() }),
    ...(alarm.acknowledgedAt === undefined ? {} : { acknowledgedAt: alarm.acknowledgedAt.toISOString() }),
    ...(by === undefined ? {} : { acknowledgedBy: names.get(by) ?? by }),
    ...(unit === undefined ? {} : { unit }),
    ...(alarm.caseId === undefined ? {} : { caseId: alarm.caseId }),
    ...(alarm.causeId === undefined ? {} : { causeId: alarm.causeId }),
    ...(echoes === 0 ? {} : { echoes }),
  };
};

const toShapes = async (ctx: Context, alarms: readonly AlarmRecord[]): Promise<Alarm[]> => {
  const persons = [...new Set(alarms.flatMap(({ acknowledgedBy }) => acknowledgedBy ?? []))];
  const [things, echoes, names] = await Promise.all([
    listThingsById(ctx.db, [...new Set(alarms.map(({ thingId }) => thingId))]),
    countEchoes(
      ctx.db,
      alarms.map(({ id }) => id),
    ),
    nameOf(
      ctx,
      persons.filter((id) => Id.safeParse(id).success),
    ),
  ]);
  const byId = new Map(things.map((thing) => [thing.id, thing]));
  return alarms.map((alarm) =>
    toShape(ctx, alarm, { thing: byId.get(alarm.thingId), names, echoes: echoes.get(alarm.id) ?? 0 }),
  );
};

const evidenceOf = async (ctx: Context, alarm: AlarmRecord): Promise<Evidence> => {
  const [thing] = await listThingsById(ctx.db, [alarm.thingId]);
  const rule = ctx.deployment.registry.rules.get(alarm.rule);
  const readings = await readingQueries(ctx.deployment)
    .around(alarm.streamNo, alarm.startedAt.getTime(), evidenceEach)
    .catch(() => {
      throw new AppError("store.down");
    });
  const first = readings[0]?.at ?? alarm.startedAt.getTime();
  const last = readings.at(-1)?.at ?? alarm.startedAt.getTime();
  return {
    from: new Date(first).toISOString(),
    to: new Date(last).toISOString(),
    thresholds: (rule === undefined ? [] : thresholdLines(rule, thing?.attributes ?? {})).map(
      ({ severity, value }) => ({
        severity,
        value,
      }),
    ),
    readings: readings.map(({ at, value, quality: flags }) => ({
      at: new Date(at).toISOString(),
      value,
      judged: (flags & (quality.outOfRange | quality.backfilled)) === 0,
    })),
  };
};

export const routes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/v1/alarms",
    summary: "Alarms of the actor's area, newest first",
    access: "alarms.read",
    scope: "list",
    query: AlarmQuery,
    answer: page(Alarm),
    handle: async (ctx, { query }) => {
      const alarms = await listAlarms(ctx.db, {
        areaPath: reachOf(ctx),
        open: query.open === undefined ? undefined : query.open === "true",
        severity: query.severity,
        rule: query.rule,
        thingId: query.thing,
        causeId: query.cause,
        causes: query.causes === undefined ? undefined : query.causes === "true",
        box: query.box,
        before: toIdCursor(query.after),
        limit: query.limit,
      });
      const last = alarms.at(-1);
      return {
        items: await toShapes(ctx, alarms),
        ...(alarms.length === query.limit && last !== undefined ? { next: last.id } : {}),
      };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/alarms/:id",
    summary: "An alarm with its rule in words",
    access: "alarms.read",
    scope: "subject",
    params: z.object({ id: Id }),
    answer: Alarm,
    handle: async (ctx, { params }) => (await toShapes(ctx, [await getVisible(ctx, params.id)]))[0],
  }),
  defineRoute({
    method: "GET",
    path: "/api/v1/alarms/:id/evidence",
    summary: "The readings that raised an alarm, some before and after, and the thresholds they were judged by",
    access: "alarms.read",
    scope: "subject",
    params: z.object({ id: Id }),
    answer: Evidence,
    handle: async (ctx, { params }) => evidenceOf(ctx, await getVisible(ctx, params.id)),
  }),
];
