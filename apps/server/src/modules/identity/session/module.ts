import { defineModule } from "../../../platform/module.ts";
import { sessionCreate } from "./migrations/202611201113-session-create.ts";
import { sessionDevice } from "./migrations/202611292101-session-device.ts";
import { sessionWay } from "./migrations/202611300801-session-way.ts";
import { routes } from "./routes.ts";

export const sessionModule = defineModule({
  name: "identity/session",
  uses: [
    "identity/account",
    "identity/department",
    "identity/deputy",
    "identity/factor",
    "identity/glass",
    "identity/key",
    "identity/role",
    "persons/person",
  ],
  migrations: {
    "202611201113-session-create": sessionCreate,
    "202611292101-session-device": sessionDevice,
    "202611300801-session-way": sessionWay,
  },
  routes,
});
