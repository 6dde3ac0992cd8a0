import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const mergeModule = defineModule({
  name: "cases/merge",
  uses: [
    "cases/case",
    "cases/dictionary",
    "cases/handling",
    "cases/likeness",
    "cases/photo",
    "cases/report",
    "flows/clock",
    "persons/person",
  ],
  routes,
});
