import { defineModule } from "../../../platform/module.ts";
import { baseFeatures } from "./migrations/202611291330-base-map-features.ts";
import { baseBySource } from "./migrations/202611300840-base-map-by-source.ts";

export const baseMapModule = defineModule({
  name: "atlas/base-map",
  uses: ["atlas/area"],
  migrations: { "202611291330-base-map-features": baseFeatures, "202611300840-base-map-by-source": baseBySource },
});
