import { defineModule } from "../../../platform/module.ts";
import { deputyFlow } from "./flow.ts";
import { deputyCreate } from "./migrations/202611201545-deputy-create.ts";
import { lapseDeputies } from "./reaction.ts";
import { routes } from "./routes.ts";
import { applies } from "./service.ts";

export const deputyModule = defineModule({
  name: "identity/deputy",
  uses: ["identity/account", "identity/department", "persons/person"],
  migrations: { "202611201545-deputy-create": deputyCreate },
  flows: [{ flow: deputyFlow, apply: applies }],
  routes,
  reacts: [lapseDeputies],
});
