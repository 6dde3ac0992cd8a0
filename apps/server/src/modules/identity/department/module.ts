import { defineModule } from "../../../platform/module.ts";
import { departmentCreate } from "./migrations/202611201111-department-create.ts";
import { routes } from "./routes.ts";

export const departmentModule = defineModule({
  name: "identity/department",
  uses: ["identity/role"],
  migrations: { "202611201111-department-create": departmentCreate },
  routes,
});
