import type { Board } from "@chengyun/contracts";
import type { IncidentLevel } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { planFor, type StandingIncident } from "../incident/index.ts";
import { planViewOf } from "../plan/index.ts";

/** The plan at the level asked for, else at the incident's, else at the one proposed, else at the mildest. */
export const viewOf = async (
  ctx: Context,
  incident: StandingIncident,
  asked: IncidentLevel | undefined,
): Promise<Pick<Board, "plan">> => {
  const plan = ctx.deployment.registry.plans.get(incident.plan ?? "") ?? planFor(ctx, incident.type);
  if (plan === undefined) return {};
  const level = asked ?? incident.level ?? incident.proposed ?? "IV";
  return { plan: await planViewOf(ctx, plan, { level, areaPath: incident.areaPath }) };
};
