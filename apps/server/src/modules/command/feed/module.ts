import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const feedModule = defineModule({
  name: "command/feed",
  uses: ["command/cap", "command/warning"],
  routes,
});
