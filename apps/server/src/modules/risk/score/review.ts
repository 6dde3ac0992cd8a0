import type { Apply } from "../../../platform/change.ts";
import type { ControlState } from "./model.ts";
import { findRisk, updateReview } from "./store.ts";

/** What people found of the controls; the score follows by reaction. */
export const applyReview: Apply = async (ctx, found, facts) => {
  const risk = await findRisk(ctx.db, found.id);
  if (risk === undefined) return undefined;
  await updateReview(ctx.db, found.id, {
    controlState: facts["control-state"] as ControlState,
    controls: String(facts["controls"]),
    ownerDepartment: facts["risk-owner"] as string | undefined,
    nextReview: String(facts["next-review"]),
    at: ctx.clock.now(),
  });
  return { changes: { before: { "control-state": risk.controlState, controls: risk.controls } } };
};
