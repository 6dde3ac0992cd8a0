import { defineModule } from "../../../platform/module.ts";
import { keyFlow } from "./flow.ts";
import { keyCreate } from "./migrations/202611201114-key-create.ts";
import { routes } from "./routes.ts";
import { applyRetire } from "./service.ts";

export const keyModule = defineModule({
  name: "identity/key",
  uses: ["identity/department", "identity/role"],
  migrations: { "202611201114-key-create": keyCreate },
  flows: [{ flow: keyFlow, apply: { retire: applyRetire } }],
  routes,
});
