import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const reachModule = defineModule({
  name: "command/reach",
  uses: ["atlas/area", "atlas/road", "atlas/thing"],
  routes,
});
