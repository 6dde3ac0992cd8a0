import { defineModule } from "../../../platform/module.ts";
import { reportIntake } from "./flow.ts";
import { reportCreate } from "./migrations/202611201145-report-create.ts";
import { reportIntake as intakeColumns } from "./migrations/202611201437-report-intake.ts";
import { reportOpens } from "./migrations/202611300320-report-opens.ts";
import { reportWaitingPlace } from "./migrations/202611301110-report-waiting-place.ts";
import { followSteps, reportAlarms } from "./reaction.ts";
import { routes } from "./routes.ts";
import { intakeApplies } from "./waiting.ts";

export const reportModule = defineModule({
  name: "cases/report",
  uses: [
    "atlas/area",
    "atlas/thing",
    "cases/case",
    "cases/handling",
    "cases/kind",
    "cases/likeness",
    "cases/near",
    "cases/category",
    "cases/photo",
    "identity/department",
    "persons/consent",
    "persons/person",
  ],
  migrations: {
    "202611201145-report-create": reportCreate,
    "202611201437-report-intake": intakeColumns,
    "202611300320-report-opens": reportOpens,
    "202611301110-report-waiting-place": reportWaitingPlace,
  },
  fences: [{ table: "reports", by: ["case_id", "id"] }],
  flows: [{ flow: reportIntake, apply: intakeApplies, fenced: true }],
  reacts: [reportAlarms, followSteps],
  routes,
});
