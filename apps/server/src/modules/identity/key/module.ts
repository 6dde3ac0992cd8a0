import { defineModule } from "../../../platform/module.ts";
import { keyFlow } from "./flow.ts";
import { keyCreate } from "./migrations/202611201114-key-create.ts";
import { keyEnds } from "./migrations/202611300320-key-ends.ts";
import { routes } from "./routes.ts";
import { applyRetire } from "./service.ts";

export const keyModule = defineModule({
  name: "identity/key",
  uses: ["identity/department", "identity/role"],
  migrations: { "202611201114-key-create": keyCreate, "202611300320-key-ends": keyEnds },
  flows: [{ flow: keyFlow, apply: { retire: applyRetire } }],
  routes,
});
