import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const casePageModule = defineModule({
  name: "cases/page",
  uses: [
    "cases/case",
    "cases/detach",
    "cases/handling",
    "cases/kind",
    "cases/report",
    "flows/task",
    "flows/timeline",
    "identity/department",
    "persons/person",
  ],
  routes,
});
