import { failPoint } from "../../../platform/fail-point.ts";
import type { Reaction } from "../../../platform/reaction.ts";
import { updateAlarm } from "./store.ts";

/** An alarm knows the case its report opened or joined. */
export const linkCases: Reaction = {
  name: "alarms/alarm.link-cases",
  on: ["case.reported", "case.joined"],
  together: true,
  react: async (ctx, entry) => {
    const { alarmId, caseId } = entry.changes as { alarmId?: string | null; caseId?: string };
    if (typeof alarmId !== "string") return;
    await updateAlarm(ctx.db, alarmId, { caseId: caseId ?? entry.subject.id });
    failPoint("case");
  },
};
