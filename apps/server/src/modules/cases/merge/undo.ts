import { type ErrorCode, errors, Id, type MergeStanding } from "@chengyun/contracts";
import type { MadeMove } from "@chengyun/kernel";
import type { z } from "zod";
import { isPermitted } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { change } from "../../../platform/change.ts";
import { type Context, transact } from "../../../platform/context.ts";
import { countMoves, listMade, lockSubject, type Subject } from "../../../platform/subject.ts";
import { putBackClocks } from "../../flows/clock/index.ts";
import { reopenTasks } from "../../flows/task/index.ts";
import { removeWatch } from "../../notices/notice/index.ts";
import { checkVisible, findCase, type StandingCase, updateCase, updateMergedBack } from "../case/index.ts";
import { rehomeThese } from "../photo/index.ts";
import { listReports, updateReport } from "../report/index.ts";
import { endMerge, findMerge, type MergeRecord } from "./store.ts";

const kind = "case";

/** So long a merge may be taken back, by the city's clock. */
const undoMs = 24 * 3_600_000;

/** Moves of the survivor that leave both cases as they were at the merge: a limit that is over is over in its own case too. */
const harmless: readonly string[] = ["absorb", "release", "comment", "remind", "route", "nearly-late", "late"];

/** A suspension ends by itself in each case; whoever ends it before goes on. */
const isHarmless = ({ move, by }: MadeMove): boolean =>
  harmless.includes(move) || (move === "resume" && by.every((id) => !Id.safeParse(id).success));

/** Whether the survivor went on since: what was done for both can't be parted truthfully. */
const wentOn = async (ctx: Context, { intoId }: MergeRecord): Promise<boolean> => {
  const made = await listMade(ctx.db, intoId);
  const since = made.find(({ move }) => move === "absorb")?.nth ?? 0;
  return made.some((one) => one.nth > since && !isHarmless(one));
};

const untilOf = ({ at }: MergeRecord): Date => new Date(at.getTime() + undoMs);

/** Why a merge can't be taken back by whoever asks; undefined when it can. */
const whyNot = async (ctx: Context, merge: MergeRecord): Promise<ErrorCode | undefined> => {
  if (ctx.actor.id !== merge.by && !isPermitted(ctx.actor, "cases.arbitrate")) return "case.unmerge-others";
  if (ctx.clock.now() > untilOf(merge)) return "case.unmerge-late";
  const newest = await findMerge(ctx.db, { intoId: merge.intoId });
  if (newest?.id !== merge.id || merge.before.joint > 0 || (await wentOn(ctx, merge))) return "case.unmerge-moved";
  return undefined;
};

/** How the merge of a case stands: until when it can be taken back, and why not now. */
export const standingOf = async (ctx: Context, id: string): Promise<z.input<typeof MergeStanding>> => {
  const merge = await findMerge(ctx.db, { caseId: checkVisible(ctx, await findCase(ctx.db, id)).id });
  if (merge === undefined) return {};
  const why = await whyNot(ctx, merge);
  return { until: untilOf(merge).toISOString(), ...(why === undefined ? {} : { whyNot: errors[why].text }) };
};

/** Reports, photos, work, clocks and watchers go back; what came to the survivor since stays there. */
const putBack = async (ctx: Context, { caseId, intoId, before }: MergeRecord): Promise<Date | undefined> => {
  for (const { id, joined, opens } of before.reports) await updateReport(ctx.db, id, { caseId, joined, opens });
  await rehomeThese(ctx.db, before.photos, caseId);
  await reopenTasks(ctx.db, before.tasks);
  await updateMergedBack(ctx.db, caseId, before.within);
  for (const person of before.watchers) await removeWatch(ctx.db, intoId, person);
  return putBackClocks(ctx, caseId, before.clocks.gone);
};

const release = (ctx: Context, merge: MergeRecord, { gone, reason }: { gone: StandingCase; reason: string }) =>
  change(ctx, { kind, id: merge.intoId }, "release", {
    facts: { reason },
    apply: async (inner, { id }) => {
      const kept = await findCase(inner.db, id);
      const { severity, reportedAt, heard, departments } = merge.before.kept;
      const parting = new Set(merge.before.reports.map((one) => one.id));
      const left = (await listReports(inner.db, id)).filter((one) => !parting.has(one.id));
      const reports = (kept?.reports ?? gone.reports) - gone.reports;
      const urgent = left.some(({ urgency }) => urgency === "urgent");
      await updateCase(inner.db, id, {
        reports,
        reportedAt: new Date(reportedAt),
        severity,
        urgent,
        heard: heard === null ? null : { called: false, reportId: undefined, ...heard, at: new Date(heard.at) },
      });
      const { used = [] } = merge.before;
      const counted = { at: inner.clock.now(), by: inner.actor.id };
      await countMoves(
        inner.db,
        id,
        used.map(({ move, times }) => ({ ...counted, move, times: -times })),
      );
      const dueAt = await putBackClocks(inner, id, merge.before.clocks.kept);
      return {
        ...(dueAt === undefined ? {} : { dueAt }),
        ...(departments === undefined ? {} : { departments }),
        changes: {
          ...{ from: gone.id, "merged-from": gone.no, reports, severity },
          ...(urgent === kept?.urgent ? {} : { urgent }),
        },
      };
    },
  });

/**
 * Takes a merge back: each case is again what it was, its limits ran on meanwhile, and both journals tell. By whoever
 * merged or an arbiter, for a day, while the survivor has not gone on. Fails with `case.unmerge-…`.
 */
export const unmergeCase = (
  outer: Context,
  id: string,
  { version, reason }: { version: number; reason: string },
): Promise<Subject> =>
  transact(outer, async (ctx) => {
    const gone = checkVisible(ctx, await findCase(ctx.db, id));
    const found = await findMerge(ctx.db, { caseId: id });
    if (found === undefined) throw new AppError("subject.wrong-stage");
    for (const each of [id, found.intoId].sort()) await lockSubject(ctx.db, kind, each);
    const merge = await findMerge(ctx.db, { caseId: id });
    const why = merge === undefined ? "subject.wrong-stage" : await whyNot(ctx, merge);
    if (merge === undefined || why !== undefined) throw new AppError(why ?? "subject.wrong-stage");
    const kept = checkVisible(ctx, await findCase(ctx.db, merge.intoId));
    await release(ctx, merge, { gone, reason });
    await endMerge(ctx.db, merge.id, ctx.clock.now());
    const { stage, presentDepartment } = merge.before;
    return change(ctx, { kind, id }, "unmerge", {
      version,
      facts: { reason },
      apply: async (inner) => {
        const dueAt = await putBack(inner, merge);
        return {
          stage,
          presentDepartment,
          ...(dueAt === undefined ? {} : { dueAt }),
          changes: { from: kept.id, "merged-from": kept.no, reports: merge.before.reports.length },
        };
      },
    });
  });
