import { errors } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import { isMachine } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { clocksOf } from "../../flows/clock/index.ts";
import { listTasks } from "../../flows/task/index.ts";
import { cityCase } from "../case/index.ts";
import { listAppeals } from "./store.ts";

/** A limit of disposing that ran out, and whose it was then. */
interface Overrun {
  readonly startedAt: Date;
  readonly departmentId: string;
}

/** Disposing limits of a case that ran out, each with the department that had the case when it did, the newest first. */
const listOverruns = async (ctx: Context, caseId: string): Promise<Overrun[]> => {
  const clocks = (await clocksOf(ctx, cityCase, [caseId])).get(caseId) ?? [];
  const given = (await listTasks(ctx.db, caseId)).filter(({ kind }) => kind === "dispose");
  return clocks
    .flatMap(({ clock, late, startedAt, dueAt }) => {
      if (clock !== "dispose" || !late || dueAt === undefined) return [];
      const due = Date.parse(dueAt);
      const departmentId = given.filter(({ openedAt }) => openedAt.getTime() <= due).at(-1)?.departmentId;
      return departmentId === undefined ? [] : [{ startedAt: new Date(startedAt), departmentId }];
    })
    .sort((one, other) => other.startedAt.getTime() - one.startedAt.getTime());
};

type Refusal = "appeal.not-yours" | "appeal.decided";

/** The overrun of the actor's own department that was not appealed yet, the newest; or why there is none. */
const findAppealable = async (ctx: Context, caseId: string): Promise<Overrun | Refusal> => {
  const departments = isMachine(ctx.actor) ? [] : ctx.actor.departments;
  const own = (await listOverruns(ctx, caseId)).filter(
    ({ departmentId }) => departments !== "all" && departments.includes(departmentId),
  );
  if (own.length === 0) return "appeal.not-yours";
  const before = new Set((await listAppeals(ctx.db, caseId)).map(({ clockStartedAt }) => clockStartedAt?.getTime()));
  return own.find(({ startedAt }) => !before.has(startedAt.getTime())) ?? "appeal.decided";
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
