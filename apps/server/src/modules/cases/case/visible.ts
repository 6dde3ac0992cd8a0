import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";

/** 404 when the case is out of the asker's scope: nobody learns that it exists. */
export const checkVisible = <Found extends { areaPath: string; departments: readonly string[] }>(
  ctx: Context,
  found: Found | undefined,
): Found => {
  if (found === undefined || !isInScope(ctx.actor, found)) throw new AppError("subject.not-found");
  return found;
};
