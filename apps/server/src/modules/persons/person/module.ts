import { defineModule } from "../../../platform/module.ts";
import { markTexts } from "../sweep/index.ts";
import { personFlow } from "../way/index.ts";
import { applyAskErase, applyEdit, applyErase, applyRefuseErase } from "./erase.ts";
import { notices, watchLooks } from "./many-looks.ts";
import { personCreate } from "./migrations/202611201110-person-create.ts";
import { personVault } from "./migrations/202611201420-person-vault.ts";
import { personLooks } from "./migrations/202611300405-person-looks.ts";
import { personTextMarks } from "./migrations/202611300430-person-text-marks.ts";
import { routes } from "./routes.ts";
import { cipherOf, textVaultOf } from "./vault.ts";

export const personModule = defineModule({
  name: "persons/person",
  uses: ["identity/department", "persons/sweep", "persons/way"],
  migrations: {
    "202611201110-person-create": personCreate,
    "202611201420-person-vault": personVault,
    "202611300405-person-looks": personLooks,
    "202611300430-person-text-marks": personTextMarks,
  },
  reacts: [watchLooks],
  notices,
  flows: [
    {
      flow: personFlow,
      apply: { edit: applyEdit, "ask-erase": applyAskErase, "refuse-erase": applyRefuseErase, erase: applyErase },
    },
  ],
  ticks: [{ name: "persons-text-marks", run: (ctx) => markTexts(ctx, textVaultOf(cipherOf(ctx))) }],
  routes,
});
