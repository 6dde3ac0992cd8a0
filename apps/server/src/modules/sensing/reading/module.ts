import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const readingModule = defineModule({
  name: "sensing/reading",
  uses: ["alarms/rule", "atlas/thing", "sensing/device"],
  routes,
});
