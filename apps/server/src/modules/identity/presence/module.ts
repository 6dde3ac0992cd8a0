import { defineModule } from "../../../platform/module.ts";
import { presenceCreate } from "./migrations/202611201535-presence-create.ts";
import { routes } from "./routes.ts";

export const presenceModule = defineModule({
  name: "identity/presence",
  uses: [],
  migrations: { "202611201535-presence-create": presenceCreate },
  routes,
});
