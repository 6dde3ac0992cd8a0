import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const rerouteModule = defineModule({
  name: "cases/reroute",
  uses: [
    "atlas/area",
    "cases/case",
    "cases/category",
    "cases/handling",
    "cases/routing",
    "flows/clock",
    "identity/department",
  ],
  routes,
});
