import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const leftOutModule = defineModule({
  name: "cases/left-out",
  uses: ["cases/category", "cases/list", "cases/routing", "flows/form"],
  routes,
});
