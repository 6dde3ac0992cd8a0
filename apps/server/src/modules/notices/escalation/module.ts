import { defineModule } from "../../../platform/module.ts";
import { escalationCreate } from "./migrations/202611292010-escalation-create.ts";
import { routes } from "./routes.ts";

export const escalationModule = defineModule({
  name: "notices/escalation",
  uses: ["identity/account", "identity/department", "notices/template"],
  migrations: { "202611292010-escalation-create": escalationCreate },
  routes,
});
