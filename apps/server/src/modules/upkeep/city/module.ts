import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";
import { endLease } from "./service.ts";

export const cityModule = defineModule({
  name: "upkeep/city",
  uses: ["identity/session"],
  routes,
  ticks: [{ name: "clock-lease", run: endLease }],
});
