import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const searchModule = defineModule({
  name: "atlas/search",
  uses: ["atlas/area", "atlas/base-map", "atlas/thing", "atlas/whereabouts", "cases/list"],
  routes,
});
