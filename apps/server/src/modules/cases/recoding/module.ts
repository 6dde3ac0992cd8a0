import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const recodingModule = defineModule({
  name: "cases/recoding",
  uses: ["cases/case", "cases/dictionary"],
  routes,
});
