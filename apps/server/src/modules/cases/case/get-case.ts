import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import type { StandingCase } from "./model.ts";
import { findCase } from "./store.ts";

/** A case that must be there. */
export const getCase = async (ctx: Context, id: string): Promise<StandingCase> => {
  const found = await findCase(ctx.db, id);
  if (found === undefined) throw new AppError("subject.not-found");
  return found;
};
