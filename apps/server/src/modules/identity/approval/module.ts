import { defineModule } from "../../../platform/module.ts";
import { accountRequestFlow } from "./flow.ts";
import { approvalCreate } from "./migrations/202611300401-approval-create.ts";
import { notices } from "./notices.ts";
import { routes } from "./routes.ts";
import { applies } from "./service.ts";

export const approvalModule = defineModule({
  name: "identity/approval",
  uses: ["identity/account", "identity/department", "persons/person"],
  migrations: { "202611300401-approval-create": approvalCreate },
  flows: [{ flow: accountRequestFlow, apply: applies }],
  routes,
  notices,
});
