import { defineModule } from "../../../platform/module.ts";
import { applyAskErase, applyEdit, applyErase, applyRefuseErase } from "./erase.ts";
import { personFlow } from "./flow.ts";
import { notices, watchLooks } from "./many-looks.ts";
import { personCreate } from "./migrations/202611201110-person-create.ts";
import { personVault } from "./migrations/202611201420-person-vault.ts";
import { personLooks } from "./migrations/202611300405-person-looks.ts";
import { routes } from "./routes.ts";

export const personModule = defineModule({
  name: "persons/person",
  uses: ["identity/department", "persons/sweep"],
  migrations: {
    "202611201110-person-create": personCreate,
    "202611201420-person-vault": personVault,
    "202611300405-person-looks": personLooks,
  },
  reacts: [watchLooks],
  notices,
  flows: [
    {
      flow: personFlow,
      apply: { edit: applyEdit, "ask-erase": applyAskErase, "refuse-erase": applyRefuseErase, erase: applyErase },
    },
  ],
  routes,
});
