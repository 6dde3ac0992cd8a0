import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const roadModule = defineModule({
  name: "atlas/road",
  uses: ["atlas/area", "atlas/base-map"],
  routes,
});
