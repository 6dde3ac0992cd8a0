import { defineModule } from "../../../platform/module.ts";
import { quarantineCreate } from "./migrations/202611201205-quarantine-create.ts";
import { routes } from "./routes.ts";

export const quarantineModule = defineModule({
  name: "sensing/quarantine",
  uses: [],
  migrations: { "202611201205-quarantine-create": quarantineCreate },
  routes,
});
