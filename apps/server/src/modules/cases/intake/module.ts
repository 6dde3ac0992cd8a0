import { defineModule } from "../../../platform/module.ts";
import { intakeFollow } from "./migrations/202611201452-intake-follow.ts";
import { routes } from "./routes.ts";

export const intakeModule = defineModule({
  name: "cases/intake",
  uses: [
    "atlas/area",
    "cases/case",
    "cases/category",
    "cases/detach",
    "cases/handling",
    "cases/kind",
    "cases/photo",
    "cases/report",
    "flows/form",
    "identity/department",
    "journal/entry",
    "journal/log",
    "notices/channel",
    "persons/consent",
    "persons/person",
  ],
  migrations: { "202611201452-intake-follow": intakeFollow },
  routes,
});
