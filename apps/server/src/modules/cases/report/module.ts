import { defineModule } from "../../../platform/module.ts";
import { reportCreate } from "./migrations/202611201145-report-create.ts";
import { followSteps, reportAlarms } from "./reaction.ts";
import { routes } from "./routes.ts";

export const reportModule = defineModule({
  name: "cases/report",
  uses: [
    "atlas/area",
    "atlas/thing",
    "cases/case",
    "cases/photo",
    "identity/department",
    "journal/entry",
    "persons/person",
  ],
  migrations: { "202611201145-report-create": reportCreate },
  reacts: [reportAlarms, followSteps],
  routes,
});
