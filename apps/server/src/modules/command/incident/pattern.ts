import { type CasePattern, type IncidentType, metresApart, metresPerDegree, severityRank } from "@chengyun/kernel";
import type { Context } from "../../../platform/context.ts";
import { failPoint } from "../../../platform/fail-point.ts";
import type { Tick } from "../../../platform/job.ts";
import type { Reaction } from "../../../platform/reaction.ts";
import { findCase, listOpenAround, openStages as openCaseStages, type StandingCase } from "../../cases/case/index.ts";
import { openStages } from "./flow.ts";
import { judgeLevel, openIncident, takeCase, titleFrom } from "./service.ts";
import { findIncidentOfCase, listIncidents } from "./store.ts";

/** Cases like the newest near it, itself among them. */
const listAlike = async (ctx: Context, pattern: CasePattern, newest: StandingCase) => {
  const [x, y] = newest.position;
  const dy = pattern.within / metresPerDegree;
  const dx = dy / Math.cos((y * Math.PI) / 180);
  const found = await listOpenAround(ctx.db, {
    categories: pattern.cases,
    box: [x - dx, y - dy, x + dx, y + dy],
    since: new Date(ctx.clock.now().getTime() - pattern.for),
    stages: openCaseStages,
  });
  const least = pattern.atLeast === undefined ? 0 : severityRank(pattern.atLeast);
  return found.filter(
    ({ position, severity }) =>
      metresApart(position, newest.position) <= pattern.within && severityRank(severity) >= least,
  );
};

/** An incident of this kind that is open near by: one trouble is one incident. */
const findOpenNear = async (ctx: Context, type: IncidentType, pattern: CasePattern, near: StandingCase) => {
  const open = await listIncidents(ctx.db, {
    areaPath: "",
    departments: "all",
    stages: openStages,
    // What happens in a drill is not taken for the real thing, nor the real thing for a drill.
    drill: false,
    type: type.id,
    caseId: undefined,
    beforeId: undefined,
    limit: 200,
  });
  return open.find(({ position }) => metresApart(position, near.position) <= pattern.within);
};

const follow = async (ctx: Context, type: IncidentType, pattern: CasePattern, newest: StandingCase): Promise<void> => {
  if ((await findIncidentOfCase(ctx.db, newest.id)) !== undefined) return;
  const there = await findOpenNear(ctx, type, pattern, newest);
  if (there !== undefined) {
    await takeCase(ctx, there.id, newest.id);
    return;
  }
  const alike = await listAlike(ctx, pattern, newest);
  if (alike.length < pattern.count) return;
  const free: string[] = [];
  for (const { id } of alike) if ((await findIncidentOfCase(ctx.db, id)) === undefined) free.push(id);
  const others = free.filter((id) => id !== newest.id);
  await openIncident(ctx, {
    type,
    origin: "pattern",
    drill: false,
    title: await titleFrom(ctx, type, newest.areaPath),
    words: undefined,
    position: newest.position,
    areaPath: newest.areaPath,
    caseIds: [newest.id, ...others],
  });
  failPoint("incident-open");
};

/** Cases that together are more than each by itself make an incident that waits for somebody to confirm it. */
export const watchPatterns: Reaction = {
  name: "command/incident.patterns",
  on: ["case.reported", "case.joined", "case.worsened"],
  react: async (ctx, entry) => {
    const kinds = [...ctx.deployment.registry.incidents.values()].filter(({ opens }) => opens !== undefined);
    if (kinds.length === 0) return;
    const newest = await findCase(ctx.db, entry.subject.id);
    if (newest === undefined || !openCaseStages.includes(newest.stage)) return;
    for (const type of kinds)
      if (type.opens?.cases.includes(newest.category) === true) await follow(ctx, type, type.opens, newest);
  },
};

/** Real milliseconds between two looks at the levels of open incidents. */
const lookEveryMs = 3_000;
const lastLook = new WeakMap<object, number>();

/** Proposes levels anew while incidents are open: alarms come and go, water rises, time passes. */
export const judgeLevels: Tick = {
  name: "command/incident.levels",
  run: async (ctx) => {
    const now = Date.now();
    if (now - (lastLook.get(ctx.deployment) ?? 0) < lookEveryMs) return;
    lastLook.set(ctx.deployment, now);
    const open = await listIncidents(ctx.db, {
      areaPath: "",
      departments: "all",
      stages: openStages,
      drill: undefined,
      type: undefined,
      caseId: undefined,
      beforeId: undefined,
      limit: 200,
    });
    for (const { id } of open) await judgeLevel(ctx, id);
  },
};
