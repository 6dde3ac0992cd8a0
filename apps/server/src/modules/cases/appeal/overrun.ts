import { type ClockShape, errors } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import { isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { SubjectClock } from "../../../platform/clock-port.ts";
import type { Context } from "../../../platform/context.ts";
import { clocksOf, toClockShape } from "../../flows/clock/index.ts";
import { listTasks, type TaskRecord } from "../../flows/task/index.ts";
import { cityCase, listMerged } from "../case/index.ts";
import { listAppeals } from "./store.ts";

/** A limit of disposing that ran out, and whose it was then. */
interface Overrun {
  readonly startedAt: Date;
  readonly departmentId: string;
}

type Given = Pick<TaskRecord, "kind" | "openedAt" | "departmentId">;

/** Whose limit of disposing ran out: the department it came with, else whoever had the case when it did; undefined of any other. */
export const holderOf = (
  { clock, late, dueAt, departmentId }: Pick<ClockShape, "clock" | "late" | "dueAt" | "departmentId">,
  tasks: readonly Given[],
): string | undefined => {
  if (clock !== "dispose" || !late || dueAt === undefined) return undefined;
  const due = Date.parse(dueAt);
  const given = tasks.filter(({ kind, openedAt }) => kind === "dispose" && openedAt.getTime() <= due);
  return departmentId ?? given.at(-1)?.departmentId;
};

/** Clocks of a case, those that ran out each with its department: so they go along when the case is merged. */
export const withHolders = async (
  ctx: Context,
  caseId: string,
  clocks: readonly SubjectClock[],
): Promise<SubjectClock[]> => {
  const tasks = await listTasks(ctx.db, caseId);
  return clocks.map((clock) => ({ ...clock, departmentId: holderOf(toClockShape(ctx, cityCase, clock), tasks) }));
};

/** Disposing limits of a case that ran out, each with its department, the newest first. */
const listOverruns = async (ctx: Context, caseId: string): Promise<Overrun[]> => {
  const clocks = (await clocksOf(ctx, cityCase, [caseId])).get(caseId) ?? [];
  const tasks = await listTasks(ctx.db, caseId);
  return clocks
    .flatMap((clock) => {
      const departmentId = holderOf(clock, tasks);
      return departmentId === undefined ? [] : [{ startedAt: new Date(clock.startedAt), departmentId }];
    })
    .sort((one, other) => other.startedAt.getTime() - one.startedAt.getTime());
};

/** A case and those that were merged into it: what was appealed against there is not appealed against once more. */
export const withMerged = async (ctx: Context, caseId: string): Promise<string[]> => [
  caseId,
  ...(await listMerged(ctx.whole, caseId)).map(({ id }) => id),
];

/** What an appeal is bound to: two departments' limits may have begun at one moment. */
const keyOf = (one: { readonly clockStartedAt: Date | undefined; readonly departmentId: string | undefined }) =>
  `${one.clockStartedAt?.getTime()} ${one.departmentId}`;

type Refusal = "appeal.not-yours" | "appeal.decided";

/** The overrun of the actor's own department that was not appealed yet, the newest; or why there is none. */
const findAppealable = async (ctx: Context, caseId: string): Promise<Overrun | Refusal> => {
  const departments = isMachine(ctx.actor) ? [] : ctx.actor.departments;
  const own = (await listOverruns(ctx, caseId)).filter(
    ({ departmentId }) => departments !== "all" && departments.includes(departmentId),
  );
  if (own.length === 0) return "appeal.not-yours";
  const before = (await listAppeals(ctx.whole, await withMerged(ctx, caseId))).map(keyOf);
  return own.find((one) => !before.includes(keyOf({ ...one, clockStartedAt: one.startedAt }))) ?? "appeal.decided";
};

/** Why whoever looks can't appeal; undefined when they can. */
export const whyNoAppeal = async (ctx: Context, caseId: string): Promise<Label | undefined> => {
  const found = await findAppealable(ctx, caseId);
  return typeof found === "string" ? errors[found].text : undefined;
};

/**
 * The overrun that whoever acts may appeal. Fails with `appeal.not-yours` where only others were late, and with
 * `appeal.decided` where each was appealed before.
 */
export const getAppealable = async (ctx: Context, caseId: string): Promise<Overrun> => {
  const found = await findAppealable(ctx, caseId);
  if (typeof found === "string") throw new AppError(found);
  return found;
};
