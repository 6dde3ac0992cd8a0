import { defineModule } from "../../../platform/module.ts";
import { caseList } from "./migrations/202611201446-list-cases.ts";
import { listUrgent } from "./migrations/202611292350-list-urgent.ts";
import { listDepartmentArea } from "./migrations/202611300040-list-department-area.ts";
import { listWhoSees } from "./migrations/202611300330-list-who-sees.ts";
import { routes } from "./routes.ts";

export const caseListModule = defineModule({
  name: "cases/list",
  uses: ["atlas/tile", "cases/case", "cases/category", "cases/handling", "identity/department"],
  fences: [{ table: "case_departments", by: ["case_id"] }],
  migrations: {
    "202611201446-list-cases": caseList,
    "202611292350-list-urgent": listUrgent,
    "202611300040-list-department-area": listDepartmentArea,
    "202611300330-list-who-sees": listWhoSees,
  },
  routes,
});
