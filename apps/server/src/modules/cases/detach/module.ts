import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const detachModule = defineModule({
  name: "cases/detach",
  uses: [
    "alarms/alarm",
    "atlas/area",
    "atlas/thing",
    "cases/case",
    "cases/category",
    "cases/photo",
    "cases/report",
    "flows/clock",
    "persons/person",
  ],
  routes,
});
