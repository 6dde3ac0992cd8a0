import { defineModule } from "../../../platform/module.ts";
import { applyConnect, applyDisconnect, applyInvite } from "./connect.ts";
import { accountFlow } from "./flow.ts";
import { accountCreate } from "./migrations/202611201112-account-create.ts";
import { accountPortrait } from "./migrations/202611292025-account-portrait.ts";
import { accountResets } from "./migrations/202611300400-account-resets.ts";
import { notices } from "./notices.ts";
import { routes } from "./routes.ts";
import { applyEdit, applyEndSessions, applyResetFactor, applyRetire } from "./service.ts";

export const accountModule = defineModule({
  name: "identity/account",
  uses: [
    "identity/department",
    "identity/factor",
    "identity/passkey",
    "identity/presence",
    "identity/role",
    "identity/sign-on",
    "persons/person",
  ],
  migrations: {
    "202611201112-account-create": accountCreate,
    "202611292025-account-portrait": accountPortrait,
    "202611300400-account-resets": accountResets,
  },
  notices,
  flows: [
    {
      flow: accountFlow,
      apply: {
        edit: applyEdit,
        retire: applyRetire,
        "end-sessions": applyEndSessions,
        "reset-factor": applyResetFactor,
        connect: applyConnect,
        invite: applyInvite,
        disconnect: applyDisconnect,
      },
    },
  ],
  routes,
});
