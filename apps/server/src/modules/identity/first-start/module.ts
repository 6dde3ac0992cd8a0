import { defineModule } from "../../../platform/module.ts";

export const firstStartModule = defineModule({
  name: "identity/first-start",
  uses: ["identity/account", "identity/department", "identity/key", "identity/role"],
});
