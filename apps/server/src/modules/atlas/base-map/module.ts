import { defineModule } from "../../../platform/module.ts";
import { baseFeatures } from "./migrations/202611291330-base-map-features.ts";

export const baseMapModule = defineModule({
  name: "atlas/base-map",
  uses: ["atlas/area"],
  migrations: { "202611291330-base-map-features": baseFeatures },
});
