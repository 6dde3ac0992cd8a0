import { errors } from "@chengyun/contracts";
import type { Label } from "@chengyun/kernel";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import { listColleagues } from "../../identity/account/index.ts";
import { type CaseRecord, cityCase } from "../case/index.ts";

/** Whether somebody of the department that has a case holds a post that may accept it. */
const hasAcceptor = async (ctx: Context, { departmentId }: Pick<CaseRecord, "departmentId">): Promise<boolean> =>
  departmentId !== undefined && (await listColleagues(ctx, departmentId, cityCase.moves.accept.by)).length > 0;

/** Why a dispatched case can't be sent to another department instead; undefined when nobody is there to accept it. */
export const whyNotStuck = async (
  ctx: Context,
  found: Pick<CaseRecord, "departmentId"> | undefined,
): Promise<Label | undefined> =>
  found === undefined || !(await hasAcceptor(ctx, found)) ? undefined : errors["case.not-stuck"].text;

/** Fails with `case.not-stuck` where the department can accept: then it accepts, hands back or disputes. */
export const checkStuck = async (ctx: Context, found: Pick<CaseRecord, "departmentId">): Promise<void> => {
  if (await hasAcceptor(ctx, found)) throw new AppError("case.not-stuck");
};
