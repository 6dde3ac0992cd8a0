import { type Label, severityRank } from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import { change } from "../../../platform/change.ts";
import type { SubjectClock } from "../../../platform/clock-port.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { countMoves, findSubject, lockSubject, type Subject } from "../../../platform/subject.ts";
import { carryClocks, clocksToCarry, wouldRest } from "../../flows/clock/index.ts";
import { listTasks } from "../../flows/task/index.ts";
import { copyWatches } from "../../notices/notice/index.ts";
import { withHolders } from "../appeal/index.ts";
import {
  checkVisible,
  findCase,
  listMerged,
  openStages,
  type StandingCase,
  updateCase,
  updateMergedInto,
} from "../case/index.ts";
import { withdrawWork, yields } from "../handling/index.ts";
import { listPhotosOf, movePhotos } from "../photo/index.ts";
import { listReports, moveReports } from "../report/index.ts";
import { type Before, insertMerge } from "./store.ts";
import { isSurvivor } from "./survivor.ts";
import { usedUp } from "./used.ts";

/** What is said about merging a case. */
export interface Merging {
  readonly version: number;
  /** The case that goes on. */
  readonly into: string;
  readonly reason: string;
  /** The one that goes on holds the cause of the other, whichever was opened first: limits and lateness go along anyway. */
  readonly byCause?: boolean;
}

const kind = "case";

const joinedWith = (no: string): Label => ({
  zh: `随案卷 ${no} 并案转入`,
  en: `came with case ${no} when it was merged`,
});

/** Both cases, locked in one order whoever merges which into which, and fit to be merged. */
const getBoth = async (ctx: Context, id: string, { into, byCause = false }: Merging) => {
  for (const each of [id, into].sort()) await lockSubject(ctx.db, kind, each);
  const gone = checkVisible(ctx, await findCase(ctx.db, id));
  const kept = checkVisible(ctx, await findCase(ctx.db, into));
  if (id === into || !openStages.includes(kept.stage)) throw new AppError("case.not-mergeable");
  if (!byCause && openStages.includes(gone.stage) && !isSurvivor(kept, gone)) throw new AppError("case.merge-behind");
  return { gone, kept };
};

/** The case that disappears: its tasks are withdrawn; its reports and photos go over. Answers how many reports. */
const leave = (
  ctx: Context,
  { gone, kept }: { gone: StandingCase; kept: StandingCase },
  { version, reason }: Merging,
) =>
  change(ctx, { kind, id: gone.id }, "merge", {
    version,
    facts: { reason },
    apply: async (inner) => {
      await withdrawWork(inner, gone, `案卷已并入 ${kept.no}`);
      await updateMergedInto(inner.db, gone.id, kept.id);
      await movePhotos(inner, gone.id, { caseId: kept.id });
      const reports = await moveReports(inner, gone.id, { caseId: kept.id, joined: joinedWith(gone.no) });
      return { presentDepartment: null, changes: { into: kept.id, "merged-into": kept.no, reports } };
    },
  });

/** Whose word of a citizen stands: the newer one, but no call covers a "not fixed" that was said in person. */
const heardFrom = (gone: StandingCase, kept: StandingCase): StandingCase["heard"] => {
  if (gone.heard === undefined || kept.heard === undefined) return gone.heard;
  if (yields(kept, gone.heard)) return undefined;
  return yields(gone, kept.heard) || gone.heard.at > kept.heard.at ? gone.heard : undefined;
};

const toHeard = (heard: StandingCase["heard"]) => (heard === undefined ? {} : { heard });

/** What the survivor takes over: the graver severity, the last report, the word of a citizen that stands. */
const inherited = (gone: StandingCase, kept: StandingCase): Parameters<typeof updateCase>[2] => ({
  reports: kept.reports + gone.reports,
  urgent: kept.urgent || gone.urgent,
  ...(gone.reportedAt > kept.reportedAt ? { reportedAt: gone.reportedAt } : {}),
  ...(gone.severity !== undefined && severityRank(gone.severity) > severityRank(kept.severity)
    ? { severity: gone.severity }
    : {}),
  ...toHeard(heardFrom(gone, kept)),
});

/** What the entry says of all that came along: how many reports it has now, that it became urgent, whose word counts. */
const toldOf = ({ reports, urgent, heard }: ReturnType<typeof inherited>, kept: StandingCase) => ({
  reports,
  ...(urgent === true && !kept.urgent ? { urgent } : {}),
  ...(heard ? { "said-fixed": heard.fixed ? "yes" : "no", heardReport: heard.reportId } : {}),
});

/** Both cases as they are, so that the merge can be taken back for a while. */
const lookBefore = async (
  ctx: Context,
  { gone, kept }: { gone: StandingCase; kept: StandingCase },
  clocks: readonly SubjectClock[],
): Promise<Omit<Before, "watchers">> => {
  const open = (await listTasks(ctx.db, gone.id)).filter(({ closedAt }) => closedAt === undefined);
  const { severity, reportedAt, heard, departments } = kept;
  return {
    stage: gone.stage,
    presentDepartment: (await findSubject(ctx.db, gone.id))?.presentDepartment ?? null,
    within: (await listMerged(ctx.db, gone.id)).map(({ id }) => id),
    reports: (await listReports(ctx.db, gone.id)).map(({ id, joined, opens = false }) => ({ id, joined, opens })),
    photos: (await listPhotosOf(ctx.db, gone.id)).map(({ id }) => id),
    tasks: open.filter((task) => task.kind !== "joint").map(({ id }) => id),
    joint: open.filter((task) => task.kind === "joint").length,
    clocks: { gone: clocks, kept: await clocksToCarry(ctx, kept.id) },
    kept: {
      departments,
      severity: severity ?? null,
      reportedAt: reportedAt.toISOString(),
      heard: heard === undefined ? null : { ...heard, at: heard.at.toISOString() },
    },
  };
};

/**
 * Merges a case into another that is the same problem: it comes to its end, and everything of it leads to the survivor:
 * reports and the numbers their reporters follow, photos, history. The earlier deadline and every lateness go along, so
 * that a late case can't be made to have been on time; so do suspensions that were used. Nobody's limit is put to rest by
 * it: that is asked for and granted. Fails with `case.not-mergeable`, `case.merge-behind` and `case.merge-at-rest`.
 */
export const mergeCase = (outer: Context, id: string, merging: Merging): Promise<Subject> =>
  transact(outer, async (ctx) => {
    const both = await getBoth(ctx, id, merging);
    const { gone, kept } = both;
    const clocks = await clocksToCarry(ctx, gone.id);
    if (await wouldRest(ctx, clocks, kept.id)) throw new AppError("case.merge-at-rest");
    const used = await usedUp(ctx, gone.id);
    const before = await lookBefore(ctx, both, clocks);
    const made = await leave(ctx, both, merging);
    const watchers = await copyWatches(ctx.db, gone.id, { kind, id: kept.id, at: ctx.clock.now() });
    await insertMerge(ctx.db, {
      id: newId(),
      caseId: gone.id,
      intoId: kept.id,
      at: ctx.clock.now(),
      by: ctx.actor.id,
      before: { ...before, watchers, used: used.map(({ move, times }) => ({ move, times })) },
    });
    await countMoves(ctx.db, kept.id, used);
    await change(ctx, { kind, id: kept.id }, "absorb", {
      facts: { reason: merging.reason },
      apply: async (inner) => {
        const carried = await withHolders(inner, gone.id, clocks);
        const { late, ...deadline } = await carryClocks(inner, carried, {
          id: kept.id,
          holders: { dispose: kept.departmentId },
        });
        const set = inherited(gone, kept);
        await updateCase(inner.db, kept.id, set);
        // Whoever was late there may appeal here.
        const holders = carried.flatMap(({ departmentId }) => departmentId ?? []);
        const departments = [...new Set([...kept.departments, ...holders])];
        return {
          ...deadline,
          departments,
          changes: { from: gone.id, "merged-from": gone.no, late, severity: set.severity, ...toldOf(set, kept) },
        };
      },
    });
    return made;
  });
