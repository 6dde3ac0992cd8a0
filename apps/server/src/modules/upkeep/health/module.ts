import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const healthModule = defineModule({
  name: "upkeep/health",
  uses: [
    "atlas/area",
    "cases/body",
    "identity/approval",
    "identity/glass",
    "journal/anchor",
    "journal/guard",
    "journal/log",
    "journal/witness",
    "notices/channel",
    "notices/delivery",
    "sensing/quarantine",
    "upkeep/backup",
    "upkeep/overload",
  ],
  routes,
});
