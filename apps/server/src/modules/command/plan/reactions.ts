import { transact } from "../../../platform/context.ts";
import type { Tick } from "../../../platform/job.ts";
import type { Reaction } from "../../../platform/reaction.ts";
import { advance, deploy, standIn, withdrawAll } from "./activate.ts";
import { findStep, listDueSteps, updateStep } from "./store.ts";

/** A plan that was activated, or whose level changed, becomes tasks: once, whatever dies in between. */
export const deployPlans: Reaction = {
  name: "command/plan.deploy",
  on: ["incident.activated", "incident.level-changed"],
  react: (ctx, entry) => deploy(ctx, entry.subject.id),
};

/** A step that ended lets those after it begin. */
export const followSteps: Reaction = {
  name: "command/plan.follow",
  on: ["task.finished", "task.waived", "task.withdrawn", "task.returned"],
  react: async (ctx, entry) => {
    const step = await findStep(ctx.db, entry.subject.id);
    if (step === undefined) return;
    await updateStep(ctx.db, step.id, { endedAt: step.endedAt ?? entry.at });
    if (entry.type !== "task.returned") await advance(ctx, step.incidentId);
  },
};

/** What is over has no open tasks. */
export const endPlans: Reaction = {
  name: "command/plan.end",
  on: ["incident.stood-down", "incident.dismissed"],
  react: (ctx, entry) => withdrawAll(ctx, entry.subject.id, String(entry.changes["reason"] ?? "")),
};

/** Steps that wait for an hour, and posts that do not answer, by the city's clock. */
export const watchSteps: Tick = {
  name: "command/plan.watch",
  run: async (outer) => {
    const due = await listDueSteps(outer.db, outer.clock.now());
    for (const incidentId of new Set(due.filter(({ waits }) => waits).map((one) => one.incidentId)))
      await transact(outer, (ctx) => advance(ctx, incidentId));
    for (const { id, waits } of due) {
      if (waits) continue;
      await transact(outer, async (ctx) => {
        const step = await findStep(ctx.db, id);
        if (step !== undefined && !step.stoodIn) await standIn(ctx, step);
      });
    }
  },
};
