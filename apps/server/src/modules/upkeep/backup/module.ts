import { defineModule } from "../../../platform/module.ts";
import { backupRuns } from "./migrations/202611300400-backup-runs.ts";
import { notices } from "./notices.ts";
import { routes } from "./routes.ts";
import { keepPlan } from "./service.ts";

export const backupModule = defineModule({
  name: "upkeep/backup",
  uses: ["persons/person"],
  migrations: { "202611300400-backup-runs": backupRuns },
  routes,
  notices,
  ticks: [{ name: "backups", run: keepPlan }],
});
