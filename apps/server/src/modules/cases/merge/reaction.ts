import type { Reaction } from "../../../platform/reaction.ts";
import { listEchoCases } from "../../alarms/alarm/index.ts";
import { findCase } from "../case/index.ts";
import { mergeCase } from "./service.ts";

const reason = "同一起因：先报警的回声并入起因的案卷";

/**
 * An echo that was heard before its cause has opened a case of its own: as long as nobody has taken that one up, it goes
 * into the cause's, so that one cause is one case.
 */
export const mergeEarlierEchoes: Reaction = {
  name: "cases/merge.earlier-echoes",
  on: ["case.reported", "case.joined"],
  holding: "alarmId",
  react: async (ctx, { subject, changes }) => {
    const { alarmId } = changes;
    if (typeof alarmId !== "string") return;
    for (const id of await listEchoCases(ctx.db, alarmId, subject.id)) {
      const found = await findCase(ctx.db, id);
      if (found?.stage !== "reported") continue;
      await mergeCase(ctx, id, { version: found.version, into: subject.id, reason, byCause: true });
    }
  },
};
