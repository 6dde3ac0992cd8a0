import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const explainModule = defineModule({
  name: "identity/explain",
  uses: [
    "atlas/area",
    "flows/flow",
    "identity/account",
    "identity/department",
    "identity/deputy",
    "identity/key",
    "identity/role",
    "identity/session",
    "persons/person",
  ],
  routes,
});
