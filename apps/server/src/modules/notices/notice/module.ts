import { defineModule } from "../../../platform/module.ts";
import { escalate, notices } from "./escalate.ts";
import { noticeCreate } from "./migrations/202611201310-notice-create.ts";
import { noticeReach } from "./migrations/202611201505-notice-reach.ts";
import { noticeLetters } from "./migrations/202611291336-notice-letters.ts";
import { routes } from "./routes.ts";

export const noticeModule = defineModule({
  name: "notices/notice",
  uses: ["identity/account", "identity/department", "notices/delivery", "notices/escalation", "notices/template"],
  migrations: {
    "202611201310-notice-create": noticeCreate,
    "202611201505-notice-reach": noticeReach,
    "202611291336-notice-letters": noticeLetters,
  },
  routes,
  notices,
  ticks: [escalate],
});
