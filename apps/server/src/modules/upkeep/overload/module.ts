import { defineModule } from "../../../platform/module.ts";
import { notices } from "./notices.ts";
import { routes } from "./routes.ts";

export const overloadModule = defineModule({
  name: "upkeep/overload",
  uses: [],
  routes,
  notices,
});
