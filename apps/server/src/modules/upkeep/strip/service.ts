import type { Strip } from "@chengyun/contracts";
import { isMachine, isPermitted } from "../../../platform/actor.ts";
import type { Context } from "../../../platform/context.ts";
import { countSlices } from "./store.ts";

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const mostSlices = 96;
/** Lengths that end on the hour, so that a slice keeps its place from one reading to the next. */
const sliceMinutes = [1, 5, 15, 30, 60, 120] as const;

/** Length of a slice, so that at most 96 of them make up the hours. */
export const sliceFor = (hours: number): number =>
  (sliceMinutes.find((minutes) => (hours * 60) / minutes <= mostSlices) ?? 120) * minuteMs;

/** Counts of the last hours in the asker's scope; what one may not read is counted as nothing. */
export const readStrip = async (ctx: Context, hours: number): Promise<Strip> => {
  const sliceMs = sliceFor(hours);
  const slices = Math.ceil((hours * hourMs) / sliceMs);
  const to = (Math.floor(ctx.clock.now().getTime() / sliceMs) + 1) * sliceMs;
  const from = to - slices * sliceMs;
  const { actor } = ctx;
  const counts = await countSlices(ctx.db, {
    from: new Date(from),
    to: new Date(to),
    sliceMs,
    areaPath: isMachine(actor) ? "" : actor.areaPath,
    departments: isMachine(actor) ? "all" : actor.departments,
  });
  const row = (permission: string, types: readonly string[]): number[] => {
    const row = Array.from({ length: slices }, () => 0);
    if (!isPermitted(actor, permission)) return row;
    for (const { type, slice, count } of counts) if (types.includes(type)) row[slice] = (row[slice] ?? 0) + count;
    return row;
  };
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    sliceMs,
    alarms: row("alarms.read", ["alarm.raised"]),
    reports: row("cases.read", ["case.reported", "case.joined"]),
    cases: row("cases.read", ["case.reported"]),
  };
};
