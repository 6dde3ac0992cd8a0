import { defineModule } from "../../../platform/module.ts";
import { passkeyCreate } from "./migrations/202611300830-passkey-create.ts";
import { routes } from "./routes.ts";

export const passkeyModule = defineModule({
  name: "identity/passkey",
  uses: ["identity/account", "identity/begun-entry", "identity/session"],
  migrations: { "202611300830-passkey-create": passkeyCreate },
  routes,
});
