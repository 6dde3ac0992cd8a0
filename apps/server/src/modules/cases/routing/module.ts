import { defineModule } from "../../../platform/module.ts";
import { routingRule } from "./flow.ts";
import { routingCreate } from "./migrations/202611201510-routing-create.ts";
import { routes } from "./routes.ts";
import { applyEdit } from "./service.ts";

export const routingModule = defineModule({
  name: "cases/routing",
  uses: ["identity/department"],
  fences: [{ table: "case_routes", by: ["case_id"] }],
  migrations: { "202611201510-routing-create": routingCreate },
  flows: [{ flow: routingRule, apply: { edit: applyEdit } }],
  routes,
});
