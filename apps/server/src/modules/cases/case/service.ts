import { type CaseType, type FactValues, type Label, movesFrom, type Severity, severityRank } from "@chengyun/kernel";
import { isInScope, system } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Applied, type Apply, change, open } from "../../../platform/change.ts";
import { type Context, newId, transact } from "../../../platform/context.ts";
import { lockSubject } from "../../../platform/subject.ts";
import { endTasks, openTask } from "../../flows/task/index.ts";
import { findNearest } from "../../identity/account/index.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { findCategory } from "../dictionary/index.ts";
import { attachPhotos } from "../photo/index.ts";
import { fileUnder } from "./filing.ts";
import { cityCase } from "./flow.ts";
import type { StandingCase } from "./model.ts";
import { nextNumber } from "./number.ts";
import { routeAgain } from "./route.ts";
import * as store from "./store.ts";

/** What a first report makes a case of. */
export interface CaseSeed {
  readonly type: CaseType;
  readonly title: Label;
  readonly severity: Severity | undefined;
  readonly position: readonly [number, number];
  readonly areaPath: string;
  readonly thingId: string | undefined;
  /** The report, and the alarm behind it when there is one: kept in the entry. */
  readonly report: Readonly<Record<string, string | undefined>>;
}

/** Opens a case for a first report. Its department stays open until somebody dispatches it. */
export const openCase = async (ctx: Context, seed: CaseSeed): Promise<string> => {
  const id = newId();
  const now = ctx.clock.now();
  const limits = seed.type.clocks ?? {};
  await open(
    ctx,
    { flow: cityCase.id, move: "report", id, areaPath: seed.areaPath, departments: [], limits },
    async (inner) => {
      const no = await nextNumber(inner);
      await store.insertCase(inner.db, {
        id,
        no,
        category: seed.type.id,
        title: seed.title,
        severity: seed.severity,
        position: seed.position,
        areaPath: seed.areaPath,
        thingId: seed.thingId,
        departmentId: undefined,
        reports: 1,
        channel: seed.report["channel"],
        placed: true,
        facts: {},
        openedAt: now,
        reportedAt: now,
        fixed: undefined,
        verified: undefined,
        closed: undefined,
      });
      return { changes: { ...seed.report, no, category: seed.type.id, severity: seed.severity, caseId: id } };
    },
  );
  await routeAgain(ctx, id);
  return id;
};

/**
 * Who joins a report to a case: whoever reported, or the platform for them when the case lies across a border they
 * can't see over. The entry's changes name the report either way.
 */
const joiner = (ctx: Context, found: StandingCase): Context => {
  const scope = { kind: "case", areaPath: found.areaPath, departments: found.departments };
  return isInScope(ctx.actor, scope) ? ctx : { ...ctx, actor: system("cases/report") };
};

/**
 * Adds a report to a case; the case becomes as grave as the gravest of its reports. False when the case was closed
 * a moment ago: the report belongs elsewhere.
 */
export const joinCase = async (
  ctx: Context,
  asked: StandingCase,
  joining: { severity: Severity | undefined; report: CaseSeed["report"] },
): Promise<boolean> =>
  change(joiner(ctx, asked), { kind: "case", id: asked.id }, "join", {
    apply: async (inner) => {
      // Read again under the lock: another report or step may have been first.
      const found = await getCase(inner, asked.id);
      const graver = severityRank(joining.severity) > severityRank(found.severity) ? joining.severity : undefined;
      await store.updateCase(inner.db, found.id, {
        reports: found.reports + 1,
        reportedAt: inner.clock.now(),
        ...(graver === undefined ? {} : { severity: graver }),
      });
      return { changes: { ...joining.report, caseId: found.id, severity: graver ?? found.severity } };
    },
  }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof AppError && error.code === "subject.wrong-stage") return false;
      throw error;
    },
  );

/** A case is as grave as the gravest its alarms ever were; it never becomes milder by itself. */
export const worsenCase = (outer: Context, id: string, severity: Severity): Promise<void> =>
  transact(outer, async (ctx) => {
    await lockSubject(ctx.db, "case", id);
    const found = await store.findCase(ctx.db, id);
    if (found === undefined || !openStages.includes(found.stage)) return;
    if (severityRank(severity) <= severityRank(found.severity)) return;
    await change(ctx, { kind: "case", id }, "worsen", {
      apply: async (inner) => {
        await store.updateCase(inner.db, id, { severity });
        return { changes: { severity, before: found.severity } };
      },
    });
    await routeAgain(ctx, id);
  });

/** Stages in which a report may still join. */
export const openStages: readonly string[] = Object.keys(cityCase.stages).filter((stage) =>
  movesFrom(cityCase, stage).includes("join"),
);

const getCase = async (ctx: Context, id: string): Promise<StandingCase> => {
  const found = await store.findCase(ctx.db, id);
  if (found === undefined) throw new AppError("subject.not-found");
  return found;
};

type Work = (
  ctx: Context,
  found: StandingCase,
  facts: FactValues,
) => Promise<{ set?: Parameters<typeof store.updateCase>[2]; applied?: Applied }>;

/** Every move keeps the facts given with it on the case and its photos with the case; the rest is its own work. */
const keeping =
  (work: Work = async () => ({})): Apply =>
  async (ctx, subject, given) => {
    const found = await getCase(ctx, subject.id);
    const { set, applied } = await work(ctx, found, given);
    const { photos, comment: _, ...facts } = given;
    if (photos !== undefined) await attachPhotos(ctx, { caseId: found.id, stage: found.stage }, photos as string[]);
    await store.updateCase(ctx.db, found.id, { facts: { ...found.facts, ...facts }, ...set });
    return applied;
  };

/** The department a move names; it must be one of the city's. */
const getDepartment = async (ctx: Context, facts: FactValues): Promise<string> => {
  const id = String(facts["department"]);
  if (!(await departmentNames(ctx)).has(id))
    throw new AppError("subject.missing-facts", { faults: [{ path: "facts.department", code: "choice" }] });
  return id;
};

const dispatch: Work = async (ctx, found, facts) => {
  const departmentId = await getDepartment(ctx, facts);
  await openTask(ctx, { ...partOf(found), kind: "dispose", departmentId });
  return {
    set: { departmentId },
    applied: { departments: withOne(found, departmentId), presentDepartment: departmentId },
  };
};

const partOf = ({ id, position }: StandingCase) => ({ subjectId: id, position });

const withOne = ({ departments }: StandingCase, id: string): readonly string[] => [...new Set([...departments, id])];

/** Sends the nearest grid worker to look, or a department that was named. */
const askLook: Work = async (ctx, found, facts) => {
  const named = facts["department"] === undefined ? undefined : await getDepartment(ctx, facts);
  const nearest = named === undefined ? await findNearest(ctx, found.areaPath, ["cases.look"]) : undefined;
  const departmentId = named ?? nearest?.departmentId;
  if (departmentId === undefined)
    throw new AppError("subject.missing-facts", { faults: [{ path: "facts.department", code: "missing" }] });
  await openTask(ctx, { ...partOf(found), kind: "look", departmentId, personId: nearest?.personId });
  return {
    applied: {
      departments: withOne(found, departmentId),
      changes: { person: nearest?.personId, department: departmentId },
    },
  };
};

/** Has the nearest grid worker look whether it is mended; where there is none it waits for any verifier. */
const askVerify = async (ctx: Context, found: StandingCase): Promise<Applied> => {
  const nearest = await findNearest(ctx, found.areaPath, ["cases.look", "cases.verify"]);
  if (nearest === undefined) return {};
  await openTask(ctx, { ...partOf(found), kind: "verify", ...nearest });
  return { departments: withOne(found, nearest.departmentId) };
};

const doingNow = (ctx: Context) => ({ at: ctx.clock.now(), by: ctx.actor.id });

const disposeAgain = async (ctx: Context, found: StandingCase): Promise<void> => {
  if (found.departmentId !== undefined)
    await openTask(ctx, { ...partOf(found), kind: "dispose", departmentId: found.departmentId });
};

/** What the moves write beside the stage. */
export const applies: Readonly<Record<string, Apply>> = {
  "ask-look": keeping(askLook),
  look: keeping(async (ctx, found) => {
    await endTasks(ctx, found.id, { kinds: ["look"], state: "done" });
    return {};
  }),
  "call-off-look": keeping(async (ctx, found) => {
    await endTasks(ctx, found.id, { kinds: ["look"], state: "withdrawn" });
    return {};
  }),
  file: keeping(async (ctx, found, facts) => (await fileUnder(ctx, found, facts)) ?? {}),
  dispatch: keeping(dispatch),
  accept: keeping(),
  comment: keeping(),
  remind: keeping(),
  hear: keeping(),
  "feed-back": keeping(async (ctx, found) => {
    await endTasks(ctx, found.id, { kinds: ["dispose"], state: "done" });
    return { set: { fixed: doingNow(ctx) }, applied: await askVerify(ctx, found) };
  }),
  "hand-back": keeping(async (ctx, found) => {
    await endTasks(ctx, found.id, { kinds: ["dispose"], state: "handed-back" });
    return { applied: { presentDepartment: null } };
  }),
  verify: keeping(async (ctx, found) => {
    await endTasks(ctx, found.id, { kinds: ["verify"], state: "done" });
    return { set: { verified: doingNow(ctx) } };
  }),
  close: keeping(async (ctx) => ({ set: { closed: doingNow(ctx) } })),
  rework: keeping(async (ctx, found) => {
    await endTasks(ctx, found.id, { kinds: ["verify"], state: "done" });
    await disposeAgain(ctx, found);
    return { set: { fixed: null, verified: null } };
  }),
  reopen: keeping(async (ctx, found) => {
    await disposeAgain(ctx, found);
    return { set: { fixed: null, verified: null, closed: null } };
  }),
  void: keeping(async (ctx, found) => {
    await endTasks(ctx, found.id, { kinds: ["dispose", "look", "verify"], state: "withdrawn" });
    return {};
  }),
};
