import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const capModule = defineModule({
  name: "command/cap",
  uses: ["atlas/area", "command/reach", "command/warning"],
  routes,
});
