import type { Tick } from "../../../platform/job.ts";
import { folderOf, removeFolder } from "./folder.ts";
import { listStale, markRemoved } from "./store.ts";
import { workersOf } from "./workers.ts";

const dayMs = 86_400_000;
/** Uploaded files are kept so long after somebody last did something with them, in real time. */
const keptDays = 7;
const tidyEveryMs = 600_000;

let tidiedAt = 0;

/** Imports that go on have their workers, after a start of the platform too; what nobody needs any more is removed. */
export const fileImportTick: Tick = {
  name: "file-imports",
  run: async (ctx) => {
    await workersOf(ctx).poke();
    const now = Date.now();
    if (now - tidiedAt < tidyEveryMs) return;
    tidiedAt = now;
    for (const id of await listStale(ctx.db, new Date(now - keptDays * dayMs))) {
      await removeFolder(folderOf(ctx, id));
      await markRemoved(ctx.db, id);
    }
  },
};
