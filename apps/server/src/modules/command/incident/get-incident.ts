import type { IncidentType } from "@chengyun/kernel";
import { isInScope } from "../../../platform/actor.ts";
import { AppError } from "../../../platform/app-error.ts";
import type { Context } from "../../../platform/context.ts";
import type { StandingIncident } from "./model.ts";
import { findIncident } from "./store.ts";

/** An incident; fails with `subject.not-found` when there is none. */
export const getIncident = async (ctx: Context, id: string): Promise<StandingIncident> => {
  const found = await findIncident(ctx.db, id);
  if (found === undefined) throw new AppError("subject.not-found");
  return found;
};

/** An incident when it may be seen; not found out of scope. */
export const getVisible = async (ctx: Context, id: string): Promise<StandingIncident> => {
  const found = await getIncident(ctx, id);
  if (!isInScope(ctx.actor, found)) throw new AppError("subject.not-found");
  return found;
};

/** The kind of an incident; one whose pack is gone has no conditions any more. */
export const typeOf = (ctx: Context, id: string): IncidentType | undefined => ctx.deployment.registry.incidents.get(id);
