import { failPoint } from "../../../platform/fail-point.ts";
import type { Reaction } from "../../../platform/reaction.ts";
import { followMerge, updateAlarm } from "./store.ts";

/** An alarm knows the case its report opened or joined. */
export const linkCases: Reaction = {
  name: "alarms/alarm.link-cases",
  on: ["case.reported", "case.joined"],
  holding: "alarmId",
  together: true,
  react: async (ctx, entry) => {
    const { alarmId, caseId } = entry.changes as { alarmId?: string | null; caseId?: string };
    if (typeof alarmId !== "string") return;
    await updateAlarm(ctx.db, alarmId, { caseId: caseId ?? entry.subject.id });
    failPoint("case");
  },
};

/** An echo whose case was merged into its cause's case knows that one. */
export const followMerges: Reaction = {
  name: "alarms/alarm.follow-merges",
  on: ["case.absorbed"],
  react: async (ctx, { subject, changes }) => {
    if (typeof changes["from"] === "string") await followMerge(ctx.db, changes["from"], subject.id);
  },
};
