import { fromWall, toWall } from "@chengyun/kernel";
import type { BackupRun } from "./store.ts";

const dayMs = 86_400_000;
/** After a failure it is tried again each hour, not each minute. */
const againMs = 3_600_000;

/** When a backup was last due by the plan: today at the hour, or yesterday when that is still to come. */
export const lastDue = (now: number, { at, zone }: { readonly at: string; readonly zone: string }): number => {
  const [hours = 0, minutes = 0] = at.split(":").map(Number);
  const today = Math.floor(toWall(zone, now) / dayMs) * dayMs;
  const due = (day: number): number => fromWall(zone, day + (hours * 60 + minutes) * 60_000);
  return due(today) <= now ? due(today) : due(today - dayMs);
};

/** The runs that say whether another is due. */
export interface LastRuns {
  /** Newest that was begun, whatever came of it. */
  readonly begun: BackupRun | undefined;
  readonly made: BackupRun | undefined;
  readonly tried: BackupRun | undefined;
  readonly tested: BackupRun | undefined;
}

const isAfter = (run: BackupRun | undefined, time: number): boolean =>
  run !== undefined && run.beganAt.getTime() >= time;

/** What is due now: a backup, a trial of one, or nothing. */
export const findDue = (
  now: number,
  plan: { readonly at: string; readonly zone: string; readonly testDays: number },
  { begun, made, tried, tested }: LastRuns,
): BackupRun["kind"] | undefined => {
  if (!isAfter(made, lastDue(now, plan)) && !isAfter(begun, now - againMs)) return "backup";
  if (plan.testDays === 0 || made === undefined) return undefined;
  const isFresh = isAfter(tested, now - plan.testDays * dayMs);
  return isFresh || isAfter(tried, now - againMs) ? undefined : "test";
};
