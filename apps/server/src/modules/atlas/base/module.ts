import { defineModule } from "../../../platform/module.ts";
import { baseFeatures } from "./migrations/202611291330-base-features.ts";
import { routes } from "./routes.ts";

export const baseModule = defineModule({
  name: "atlas/base",
  uses: ["atlas/area"],
  migrations: { "202611291330-base-features": baseFeatures },
  routes,
});
