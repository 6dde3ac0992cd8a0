import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const tileModule = defineModule({
  name: "atlas/tile",
  uses: ["atlas/area", "atlas/base-map", "atlas/thing", "atlas/whereabouts"],
  routes,
});
