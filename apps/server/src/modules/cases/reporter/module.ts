import { defineModule } from "../../../platform/module.ts";
import { notices } from "./notices.ts";
import { routes } from "./routes.ts";

export const reporterModule = defineModule({
  name: "cases/reporter",
  uses: [
    "cases/case",
    "cases/category",
    "cases/kind",
    "cases/report",
    "identity/department",
    "persons/consent",
    "persons/person",
  ],
  notices,
  routes,
});
