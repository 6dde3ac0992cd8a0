import type { Rule } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { reachFrom } from "../../atlas/network/index.ts";
import * as store from "./store.ts";

/** Rules whose alarms may be echoes of an alarm of this rule. */
const echoRules = (rules: Iterable<Rule>, cause: string): Rule[] =>
  [...rules].filter(
    ({ id, oneCause }) =>
      oneCause !== undefined &&
      (id === cause ? oneCause.own !== false : oneCause.of?.some((rule) => rule.id === cause)),
  );

/** The alarm an alarm of this rule on this thing is an echo of: the first of a family that still stands. */
export const findCauseOf = (ctx: Context, rule: string, thingId: string): Promise<string | undefined> =>
  ctx.deployment.registry.rules.get(rule)?.oneCause === undefined
    ? Promise.resolve(undefined)
    : store.findCause(ctx.db, { rule, thingId });

/** An echo may be heard before its cause: a lamp is dark at once, its cabinet says so with its next word. */
const earlierMs = 2 * 60_000;

/** Earlier alarms that turn out to be echoes of a new one. */
export const joinEarlier = (ctx: Context, { id, raisedAt }: { id: string; raisedAt: Date }): Promise<string[]> =>
  store.joinEarlier(ctx.db, id, new Date(raisedAt.getTime() - earlierMs));

/** Remembers where the echoes of a new alarm may lie: the network is walked once, not for each of a thousand echoes. */
export const keepReach = async (ctx: Context, alarm: { id: string; rule: string; thingId: string }): Promise<void> => {
  for (const { id, oneCause } of echoRules(ctx.deployment.registry.rules.values(), alarm.rule)) {
    if (oneCause === undefined) continue;
    const reached = await reachFrom(ctx.db, alarm.thingId, oneCause);
    await store.insertReach(ctx.db, { alarmId: alarm.id, rule: id, thingIds: [...reached.keys()] });
  }
};
