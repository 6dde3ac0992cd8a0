import type { FactValues, Flow } from "@chengyun/kernel";
import { system } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import { type Applied, type Apply, change } from "../../../platform/change.ts";
import type { Context } from "../../../platform/context.ts";
import { listParts, type Subject } from "../../../platform/subject.ts";
import { assignTasks, caseTask, endTasks, giveTask, openTask, updateTask } from "../../flows/task/index.ts";
import { findNearest, listColleagues } from "../../identity/account/index.ts";
import { departmentNames } from "../../identity/department/index.ts";
import { lodgeAppeal } from "../appeal/index.ts";
import {
  addToCase,
  type CaseChange,
  type CasePlace,
  getCase,
  noteOnCase,
  type StandingCase,
  updateCase,
} from "../case/index.ts";
import { attachPhotos } from "../photo/index.ts";
import { closeUnder } from "./closing.ts";
import { fileUnder } from "./filing.ts";
import { checkStuck } from "./stuck.ts";

/** Where a case lies, whose it is, and who has it. */
type Standing = CasePlace & Pick<StandingCase, "departments">;

type Work = (
  ctx: Context,
  found: StandingCase,
  facts: FactValues,
  subject: Subject,
) => Promise<{ set?: CaseChange; applied?: Applied }>;

/** What of a move is kept as a fact of the case; its photos are kept with the case. */
const keepPhotos = async (ctx: Context, { id, stage }: Subject, given: FactValues): Promise<FactValues> => {
  const { photos, comment: _, ...facts } = given;
  if (photos !== undefined) await attachPhotos(ctx, { caseId: id, stage }, photos as string[]);
  return facts;
};

/** Every move keeps the facts given with it on the case and its photos with the case; the rest is its own work. */
const keeping =
  (work: Work): Apply =>
  async (ctx, subject, given) => {
    const found = await getCase(ctx, subject.id);
    const { set, applied } = await work(ctx, found, given, subject);
    const facts = await keepPhotos(ctx, subject, given);
    await updateCase(ctx.db, found.id, { facts: { ...found.facts, ...facts }, ...set });
    return applied;
  };

/** The same for a move whose writing doesn't depend on the case: it is written and read at once, or not at all. */
const noting =
  (
    set: (ctx: Context, facts: FactValues, subject: Subject) => CaseChange | Promise<CaseChange> = () => ({}),
    work?: (ctx: Context, found: Standing) => Promise<Applied>,
  ): Apply =>
  async (ctx, subject, given) => {
    const facts = await keepPhotos(ctx, subject, given);
    const more = await set(ctx, given, subject);
    if (work === undefined) {
      if (Object.keys({ ...facts, ...more }).length > 0) await noteOnCase(ctx.db, subject.id, { ...more, facts });
      return undefined;
    }
    const found = await addToCase(ctx.db, subject.id, { ...more, facts });
    if (found === undefined) throw new AppError("subject.not-found");
    return work(ctx, { ...found, departments: subject.departments });
  };

const refuse = (fact: string, code: string): never => {
  throw new AppError("subject.missing-facts", { faults: [{ path: `facts.${fact}`, code }] });
};

/** The department a move names; it must be one of the city's. */
const getDepartment = async (ctx: Context, facts: FactValues, fact = "department"): Promise<string> => {
  const id = String(facts[fact]);
  return (await departmentNames(ctx)).has(id) ? id : refuse(fact, "choice");
};

const giveTo = async (ctx: Context, found: Standing, departmentId: string): Promise<Applied> => {
  await openTask(ctx, { ...partOf(found), kind: "dispose", departmentId });
  return { departments: withOne(found, departmentId), presentDepartment: departmentId };
};

const partOf = ({ id, position }: Standing) => ({ subjectId: id, position });

const withOne = ({ departments }: Standing, id: string): readonly string[] => [...new Set([...departments, id])];

/** Sends the nearest grid worker to look, or a department that was named. */
const askLook: Work = async (ctx, found, facts) => {
  const named = facts["department"] === undefined ? undefined : await getDepartment(ctx, facts);
  const nearest =
    named === undefined ? await findNearest(ctx, found.areaPath, ["cases.look"], found.position) : undefined;
  const departmentId = named ?? nearest?.departmentId;
  if (departmentId === undefined) return refuse("department", "missing");
  await openTask(ctx, { ...partOf(found), kind: "look", departmentId, personId: nearest?.personId });
  return {
    applied: {
      departments: withOne(found, departmentId),
      changes: { person: nearest?.personId, department: departmentId },
    },
  };
};

/** Has the nearest grid worker look whether it is mended; where there is none it waits for any verifier. */
const askVerify = async (ctx: Context, found: Standing): Promise<Applied> => {
  const nearest = await findNearest(ctx, found.areaPath, ["cases.look", "cases.verify"], found.position);
  if (nearest === undefined) return {};
  await openTask(ctx, { ...partOf(found), kind: "verify", ...nearest });
  return { departments: withOne(found, nearest.departmentId) };
};

const doingNow = (ctx: Context) => ({ at: ctx.clock.now(), by: ctx.actor.id });

/** Gives the case to somebody of the department that has it. */
const assign: Work = async (ctx, found, facts) => {
  const person = String(facts["person"]);
  const colleagues = found.departmentId === undefined ? [] : await listColleagues(ctx, found.departmentId, "tasks.own");
  if (!colleagues.some(({ id }) => id === person)) return refuse("person", "choice");
  await assignTasks(ctx, found.id, person);
  return {};
};

/** One more department's part, which has to come to its end before the case is fed back. */
const share: Work = async (ctx, found, facts, { waives }) => {
  const departmentId = await getDepartment(ctx, facts, "joint-department");
  if (departmentId === found.departmentId) return refuse("joint-department", "choice");
  const { areaPath } = found;
  const task = await giveTask(ctx, { ...partOf(found), departmentId, areaPath, what: String(facts["what"]), waives });
  return { applied: { departments: withOne(found, departmentId), changes: { task } } };
};

/** By the arbiter's word another department has it; the one before did nothing wrong. */
const reassign: Work = async (ctx, found, facts) => {
  if (facts["department"] === found.departmentId) return refuse("department", "choice");
  await endTasks(ctx, found.id, { kinds: ["dispose"], state: "withdrawn" });
  const departmentId = await getDepartment(ctx, facts);
  return { set: { departmentId }, applied: await giveTo(ctx, found, departmentId) };
};

const isOpenPart = (stage: string): boolean => (caseTask as Flow).stages[stage]?.end !== true;

/** Open work of a case that goes on no longer, joint tasks among it, is nobody's any more. */
export const withdrawWork = async (ctx: Context, found: StandingCase, reason: string): Promise<void> => {
  await endTasks(ctx, found.id, { kinds: ["dispose", "look", "verify"], state: "withdrawn" });
  for (const part of await listParts(ctx.db, found.id))
    if (part.kind === caseTask.kind && isOpenPart(part.stage))
      await change({ ...ctx, actor: system("cases/case") }, part, "withdraw", {
        facts: { reason },
        apply: async (inner) => {
          await updateTask(inner.db, part.id, { state: "withdrawn", at: inner.clock.now() });
          return { changes: { case: found.id } };
        },
      });
};

/** Of a case that is opened again nothing is fixed, verified or closed. */
const undone: CaseChange = { fixed: null, verified: null, closed: null };

/** The department that mended it has it again: an imported case was nobody's turn here before. */
const disposeAgain = async (ctx: Context, found: Standing): Promise<Applied> =>
  found.departmentId === undefined ? {} : giveTo(ctx, found, found.departmentId);

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
  "hand-to-file": noting(),
  "ask-extension": noting(),
  extend: noting(),
  "refuse-extension": noting(),
  "ask-suspension": noting(),
  suspend: noting(),
  "refuse-suspension": noting(),
  resume: noting(),
  dispute: noting(),
  uphold: noting(),
  remind: noting(),
  "hand-to-verify": noting(() => ({ verified: null }), askVerify),
  dispatch: noting(
    async (ctx, facts) => ({ departmentId: await getDepartment(ctx, facts), handedBackBy: null }),
    (ctx, found) => giveTo(ctx, found, found.departmentId ?? ""),
  ),
  accept: noting(),
  comment: noting(),
  "feed-back": noting(
    (ctx) => ({ fixed: doingNow(ctx) }),
    async (ctx, found) => {
      await endTasks(ctx, found.id, { kinds: ["dispose"], state: "done" });
      return askVerify(ctx, found);
    },
  ),
  // It is nobody's until it is dispatched anew: no list, page or notice calls it theirs any more.
  "hand-back": noting(
    (_, __, { presentDepartment }) => ({ departmentId: null, handedBackBy: presentDepartment ?? null }),
    async (ctx, found) => {
      await endTasks(ctx, found.id, { kinds: ["dispose"], state: "handed-back" });
      return { presentDepartment: null };
    },
  ),
  verify: keeping(async (ctx, found, given) => {
    const told = await closeUnder(ctx, found, given);
    await endTasks(ctx, found.id, { kinds: ["verify"], state: "done" });
    return {
      set: { verified: doingNow(ctx), facts: { ...found.facts, ...given, ...told } },
      applied: { changes: told },
    };
  }),
  close: noting((ctx) => ({ closed: doingNow(ctx) })),
  rework: noting(
    () => ({ fixed: null, verified: null }),
    async (ctx, found) => {
      await endTasks(ctx, found.id, { kinds: ["verify"], state: "done" });
      return disposeAgain(ctx, found);
    },
  ),
  reopen: noting(
    () => undone,
    (ctx, found) => {
      if (found.departmentId === undefined) throw new AppError("case.reopen-otherwise");
      return disposeAgain(ctx, found);
    },
  ),
  "reopen-nobodys": noting(
    () => undone,
    async (_, found) => {
      if (found.departmentId !== undefined) throw new AppError("case.reopen-otherwise");
      return { presentDepartment: null };
    },
  ),
  assign: keeping(assign),
  unassign: keeping(async (ctx, found) => {
    await assignTasks(ctx, found.id, undefined);
    return {};
  }),
  share: keeping(share),
  reassign: keeping(reassign),
  redispatch: keeping(async (ctx, found, facts, subject) => {
    await checkStuck(ctx, found);
    return reassign(ctx, found, facts, subject);
  }),
  appeal: keeping(async (ctx, found, facts) => ({
    applied: { changes: { appeal: await lodgeAppeal(ctx, found, String(facts["reason"])) } },
  })),
  void: keeping(async (ctx, found) => {
    await withdrawWork(ctx, found, "案卷已作废");
    return {};
  }),
};
