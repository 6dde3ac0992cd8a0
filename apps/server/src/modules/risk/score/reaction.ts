import type { Reaction } from "../../../platform/reaction.ts";
import { judgeThings } from "./judge.ts";
import { findRisk } from "./store.ts";

/** An alarm at a thing changes its risk now, not at the next round. */
export const followAlarms: Reaction = {
  name: "risk/score.follow-alarms",
  on: ["alarm.raised", "alarm.stepped", "alarm.cleared"],
  react: async (ctx, { changes }) => {
    const { thingId } = changes;
    if (typeof thingId === "string") await judgeThings(ctx, [thingId]);
  },
};

/** Controls that were found to hold, or not to, change the score. */
export const followReviews: Reaction = {
  name: "risk/score.follow-reviews",
  on: ["risk.reviewed"],
  react: async (ctx, { subject }) => {
    const risk = await findRisk(ctx.db, subject.id);
    if (risk !== undefined) await judgeThings(ctx, [risk.thingId]);
  },
};

/** A retired thing leaves the inventory. */
export const followRetired: Reaction = {
  name: "risk/score.follow-retired",
  on: ["thing.retired"],
  react: async (ctx, { subject }) => {
    await judgeThings(ctx, [subject.id]);
  },
};
