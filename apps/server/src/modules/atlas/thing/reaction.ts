import type { Severity } from "@chengyun/kernel";
import type { Reaction } from "../../../platform/reaction.ts";
import { updateOpenAlarm } from "./store.ts";

/** Keeps on each thing which alarms stand on it, so that a map of thousands needs no look-up. */
export const showAlarms: Reaction = {
  name: "atlas/thing.show-alarms",
  on: ["alarm.raised", "alarm.stepped", "alarm.cleared"],
  react: async (ctx, entry) => {
    const { thingId, severity, silence } = entry.changes as { thingId: string; severity: Severity; silence?: boolean };
    const alarm = entry.type === "alarm.cleared" ? undefined : { severity, silence: silence === true };
    await updateOpenAlarm(ctx.db, thingId, entry.subject.id, alarm);
  },
};
