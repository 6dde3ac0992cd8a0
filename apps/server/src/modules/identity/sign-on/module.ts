import { defineModule } from "../../../platform/module.ts";
import { signOnCreate } from "./migrations/202611300802-sign-on-create.ts";
import { routes } from "./routes.ts";

export const signOnModule = defineModule({
  name: "identity/sign-on",
  uses: ["identity/account", "identity/begun-entry", "identity/department", "identity/factor", "identity/session"],
  migrations: { "202611300802-sign-on-create": signOnCreate },
  routes,
});
