import { defineModule } from "../../../platform/module.ts";
import { thingFlow } from "./flow.ts";
import { thingCreate } from "./migrations/202611201125-thing-create.ts";
import { thingBulk } from "./migrations/202611291331-thing-bulk.ts";
import { showAlarms } from "./reaction.ts";
import { routes } from "./routes.ts";
import { applyEdit, applyRetire } from "./service.ts";

export const thingModule = defineModule({
  name: "atlas/thing",
  uses: ["atlas/area"],
  migrations: { "202611201125-thing-create": thingCreate, "202611291331-thing-bulk": thingBulk },
  flows: [{ flow: thingFlow, apply: { edit: applyEdit, retire: applyRetire } }],
  routes,
  reacts: [showAlarms],
});
