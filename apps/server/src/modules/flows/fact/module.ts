import { defineModule } from "../../../platform/module.ts";
import { factFlow } from "./flow.ts";
import { factCreate } from "./migrations/202611201441-fact-create.ts";
import { routes } from "./routes.ts";
import { applyEdit, applyRetire } from "./service.ts";

export const factModule = defineModule({
  name: "flows/fact",
  uses: [],
  migrations: { "202611201441-fact-create": factCreate },
  flows: [{ flow: factFlow, apply: { edit: applyEdit, retire: applyRetire } }],
  routes,
});
