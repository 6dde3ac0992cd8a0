import { change } from "../../../platform/change.ts";
import { transact } from "../../../platform/context.ts";
import type { Tick } from "../../../platform/job.ts";
import { warningFlow } from "./flow.ts";
import { listOverdue } from "./store.ts";

/** Warnings ended in one look; the next look takes the rest. */
const atOnce = 50;

/** Ends warnings at their hour, by the city's clock. */
export const expire: Tick = {
  name: "command/warning.expire",
  run: async (outer) => {
    for (const { id } of await listOverdue(outer.db, outer.clock.now(), atOnce))
      await transact(outer, (ctx) => change(ctx, { kind: warningFlow.kind, id }, "expire", {}));
  },
};
