import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const situationModule = defineModule({
  name: "command/situation",
  uses: [
    "alarms/alarm",
    "cases/case",
    "command/incident",
    "command/plan",
    "command/resource",
    "flows/clock",
    "flows/flow",
    "flows/timeline",
    "persons/person",
  ],
  routes,
});
