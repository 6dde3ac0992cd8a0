import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const orderModule = defineModule({
  name: "command/order",
  uses: ["command/incident", "command/plan", "flows/task", "identity/department"],
  routes,
});
