import { type Severity, severityRank } from "@chengyun/kernel";
import { type Apply, change, open } from "../../../platform/change.ts";
import { type Context, transact } from "../../../platform/context.ts";
import type { Registry } from "../../../platform/registry.ts";
import type { AlarmEvent, StandingAlarm } from "../rule/index.ts";
import { findCauseOf, joinEarlier, keepReach } from "./cause.ts";
import type { AlarmRecord } from "./model.ts";
import * as store from "./store.ts";

const graver = (one: Severity, other: Severity): Severity => (severityRank(one) >= severityRank(other) ? one : other);

/** What every entry of an alarm carries: enough for map, cases and lists to react without looking it up. */
const changesOf = (
  registry: Registry,
  alarm: Pick<
    AlarmRecord,
    "thingId" | "severity" | "silence" | "rule" | "streamNo" | "value" | "startedAt" | "position" | "causeId"
  >,
) => ({
  thingId: alarm.thingId,
  severity: alarm.severity,
  silence: alarm.silence,
  rule: alarm.rule,
  streamNo: alarm.streamNo,
  value: alarm.value,
  startedAt: alarm.startedAt.toISOString(),
  position: [...alarm.position],
  reports: registry.rules.get(alarm.rule)?.reports?.id ?? null,
  ...(alarm.causeId === undefined ? {} : { causeId: alarm.causeId }),
});

/** A hold that ended while nobody watched is told later than this after its time. */
const lateMs = 5_000;

const asRule = (ctx: Context, event: AlarmEvent): Context => ({
  ...ctx,
  actor: { kind: "rule", id: event.rule },
  cause: { kind: "reading", id: `${event.streamNo}@${new Date(event.readingAt).toISOString()}` },
});

const raise = async (ctx: Context, event: AlarmEvent): Promise<void> => {
  const alarm = {
    id: event.id,
    rule: event.rule,
    thingId: event.thing.id,
    streamNo: event.streamNo,
    startedAt: new Date(event.startedAt),
    since: new Date(event.since),
    raisedAt: new Date(event.judgedAt),
    toldAt: new Date(event.at),
    clearedAt: undefined,
    acknowledgedAt: undefined,
    acknowledgedBy: undefined,
    severity: event.severity,
    peak: event.severity,
    value: event.value,
    silence: event.silence,
    position: event.thing.position,
    areaPath: event.thing.areaPath,
    caseId: undefined,
    causeId: await findCauseOf(ctx, event.rule, event.thing.id),
  };
  const { areaPath } = event.thing;
  await open(ctx, { flow: "alarm", move: "raise", id: event.id, areaPath, departments: [] }, async (inner) => {
    await store.insertAlarm(inner.db, alarm);
    if (alarm.causeId === undefined) await keepReach(inner, alarm);
    const earlier = alarm.causeId === undefined ? await joinEarlier(inner, alarm) : [];
    const late = event.judgedAt - event.at > lateMs ? { judgedLateMs: event.judgedAt - event.at } : {};
    const joined = earlier.length === 0 ? {} : { earlierEchoes: earlier };
    return { changes: { ...changesOf(inner.deployment.registry, alarm), ...late, ...joined } };
  });
};

const follow = async (ctx: Context, event: AlarmEvent, found: AlarmRecord): Promise<void> => {
  const move = ({ step: "step", clear: "clear", move: "move-start" } as const)[event.kind as "step" | "clear" | "move"];
  const written: store.AlarmChange = {
    toldAt: new Date(Math.max(event.at, found.toldAt.getTime())),
    since: new Date(event.since),
    ...(event.kind === "move" ? {} : { value: event.value }),
    ...(event.kind === "step" ? { severity: event.severity, peak: graver(event.severity, found.peak) } : {}),
    ...(event.kind === "clear" ? { clearedAt: new Date(event.judgedAt) } : {}),
  };
  await change(ctx, { kind: "alarm", id: found.id }, move, {
    apply: async (inner) => {
      await store.updateAlarm(inner.db, found.id, written);
      const after = { ...found, ...written } as AlarmRecord;
      if (event.kind === "clear") await store.removeSpentReach(inner.db, found.causeId ?? found.id);
      const from = event.kind === "step" ? { from: found.severity } : {};
      return { changes: { ...changesOf(inner.deployment.registry, after), ...from } };
    },
  });
};

/** Whether an event was told before: after a crash what was judged is judged and told again. */
const isKnown = (event: AlarmEvent, found: AlarmRecord): boolean => {
  if (event.kind === "raise" || found.stage === "cleared") return true;
  if (event.kind === "move") return found.since.getTime() === event.since;
  if (event.kind === "clear") return false;
  const told = found.toldAt.getTime();
  return event.at < told || (event.at === told && event.severity === found.severity);
};

const keepOne = async (outer: Context, event: AlarmEvent): Promise<void> => {
  const ctx = asRule(outer, event);
  const identity = { rule: event.rule, thingId: event.thing.id, startedAt: new Date(event.startedAt) };
  const found = await store.findAlarmBy(ctx.db, identity);
  if (found === undefined) {
    if (event.kind === "raise") await raise(ctx, event);
    return;
  }
  if (!isKnown(event, found)) await follow(ctx, event, found);
};

/** Writes what happened to alarms, in order, in one transaction; what was told before changes nothing. */
export const keepAlarmEvents = (outer: Context, events: readonly AlarmEvent[]): Promise<void> =>
  transact(outer, async (ctx) => {
    for (const event of events) await keepOne(ctx, event);
  });

/** Alarms that stand, as the rules need them after a start. */
export const listStandingAlarms = async (ctx: Pick<Context, "db">): Promise<StandingAlarm[]> =>
  (await store.listOpenAlarms(ctx.db)).map((alarm) => ({
    rule: alarm.rule,
    thing: { id: alarm.thingId, areaPath: alarm.areaPath, position: alarm.position },
    streamNo: alarm.streamNo,
    startedAt: alarm.startedAt.getTime(),
    severity: alarm.severity,
    value: alarm.value,
  }));

/** Somebody has seen it. */
export const applyAcknowledge: Apply = async (ctx, found) => {
  const alarm = await store.findAlarm(ctx.db, found.id);
  if (alarm === undefined) throw new Error(`alarm ${found.id} has no facts`);
  await store.updateAlarm(ctx.db, found.id, { acknowledgedAt: ctx.clock.now(), acknowledgedBy: ctx.actor.id });
  return { changes: changesOf(ctx.deployment.registry, alarm) };
};
