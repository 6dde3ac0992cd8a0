import { defineModule } from "../../../platform/module.ts";
import { expire } from "./expire.ts";
import { warningFlow } from "./flow.ts";
import { warningCreate } from "./migrations/202611301530-warning-create.ts";
import { notices } from "./notices.ts";
import { routes } from "./routes.ts";
import { warningApplies } from "./service.ts";

export const warningModule = defineModule({
  name: "command/warning",
  uses: [
    "atlas/area",
    "atlas/thing",
    "command/reach",
    "flows/flow",
    "identity/department",
    "notices/channel",
    "notices/delivery",
    "sensing/device",
  ],
  migrations: { "202611301530-warning-create": warningCreate },
  flows: [{ flow: warningFlow, apply: warningApplies, fenced: true }],
  fences: [
    { table: "warnings", by: ["id"] },
    { table: "warning_messages", by: ["warning_id"] },
  ],
  routes,
  notices,
  ticks: [expire],
});
