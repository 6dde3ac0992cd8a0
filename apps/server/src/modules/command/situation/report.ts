import type { SituationReport } from "@chengyun/contracts";
import type { Context } from "../../../platform/context.ts";
import { timelineOf } from "../../flows/timeline/index.ts";
import type { StandingIncident } from "../incident/index.ts";
import { boardOf } from "../plan/index.ts";
import { resourcesOf } from "../resource/index.ts";
import { viewOf } from "./board.ts";
import { toIncident } from "./rows.ts";

const reportTypes = ["incident.first-reported", "incident.continued-reported", "incident.final-reported"];

const textOf = (details: readonly { name: { zh: string }; value: { zh: string } }[], name: string): string =>
  details.find((one) => one.name.zh === name)?.value.zh ?? "";

/** How it stands at this moment, made of what is recorded and nothing else. */
export const situationOf = async (ctx: Context, incident: StandingIncident): Promise<SituationReport> => {
  const entries = await timelineOf(ctx, { subjects: [incident.id] });
  const facts = ctx.flows.get("incident")?.facts ?? {};
  return {
    at: ctx.clock.now().toISOString(),
    cityName: ctx.deployment.profile.name,
    incident: await toIncident(ctx, incident),
    board: { ...(await viewOf(ctx, incident, undefined)), tasks: await boardOf(ctx, incident) },
    resources: await resourcesOf(ctx, incident),
    decisions: entries
      .filter(({ type }) => type === "incident.decided")
      .map(({ at, actor, details }) => ({ at, by: actor, text: textOf(details, facts["decision"]?.name.zh ?? "") })),
    reports: entries
      .filter(({ type }) => reportTypes.includes(type))
      .map(({ at, name, actor, details }) => ({
        at,
        name,
        by: actor,
        text: textOf(details, facts["report-text"]?.name.zh ?? ""),
      })),
  };
};
