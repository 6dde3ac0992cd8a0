import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const exportModule = defineModule({
  name: "atlas/export",
  uses: ["atlas/area", "atlas/base-map", "atlas/thing"],
  routes,
});
