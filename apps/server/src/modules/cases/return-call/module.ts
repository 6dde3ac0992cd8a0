import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const returnCallModule = defineModule({
  name: "cases/return-call",
  uses: ["cases/case", "cases/handling", "cases/report"],
  routes,
});
