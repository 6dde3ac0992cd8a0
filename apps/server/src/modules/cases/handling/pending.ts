import type { PendingRequest } from "@chengyun/contracts";
import { extendClock, type Flow, isWaiting } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { listMade } from "../../../platform/subject.ts";
import { clocksToCarry } from "../../flows/clock/index.ts";
import { roleNamesFor } from "../../identity/role/index.ts";
import { listEntriesOf } from "../../journal/entry/index.ts";
import { nameOf } from "../../persons/person/index.ts";
import { cityCase } from "../case/index.ts";

const flow: Flow = cityCase;

/** Moves that ask for more time, each with the move that grants it. */
const requests = Object.values(flow.moves).flatMap((grant) =>
  grant.answers !== undefined && (grant.extends !== undefined || grant.until !== undefined)
    ? [{ asks: grant.answers, grant }]
    : [],
);

/** The deadline as it would be if one more original limit were granted. */
const dueIfExtended = async (ctx: Context, id: string, clock: string): Promise<string | undefined> => {
  const running = (await clocksToCarry(ctx, id)).find(({ name, state }) => name === clock && state.stoppedAt === null);
  const extended = running === undefined ? undefined : extendClock(running.state, ctx.deployment.calendar);
  return extended?.dueAt === undefined || extended.dueAt === null ? undefined : new Date(extended.dueAt).toISOString();
};

/** Requests of a case that wait for somebody's answer: what is asked, by whom, until when, and who decides. */
export const listPending = async (ctx: Context, id: string): Promise<PendingRequest[]> => {
  const made = await listMade(ctx.db, id);
  const waiting = requests.filter(({ asks }) => isWaiting(flow, asks, made));
  if (waiting.length === 0) return [];
  const entries = await listEntriesOf(ctx, [id]);
  const pending: PendingRequest[] = [];
  for (const { asks, grant } of waiting) {
    const asked = flow.moves[asks];
    const entry = entries.findLast(({ type }) => type === `case.${asked?.records}`);
    if (asked === undefined || entry === undefined) continue;
    const { reason, until: said } = (entry.changes ?? {}) as { reason?: unknown; until?: unknown };
    const until =
      typeof said === "string"
        ? new Date(said).toISOString()
        : grant.extends && (await dueIfExtended(ctx, id, grant.extends));
    pending.push({
      move: asks,
      name: asked.name,
      at: entry.at,
      by: (await nameOf(ctx, [entry.actor.id])).get(entry.actor.id) ?? entry.actor.id,
      deciders: roleNamesFor(ctx.deployment.registry, grant.by),
      ...(typeof reason === "string" ? { reason } : {}),
      ...(until ? { until } : {}),
    });
  }
  return pending.sort((one, other) => other.at.localeCompare(one.at));
};
