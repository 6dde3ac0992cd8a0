import { defineModule } from "../../../platform/module.ts";
import { thingFlow } from "./flow.ts";
import { thingCreate } from "./migrations/202611201125-thing-create.ts";
import { showAlarms } from "./reaction.ts";
import { routes } from "./routes.ts";
import { applyEdit, applyRetire } from "./service.ts";

export const thingModule = defineModule({
  name: "atlas/thing",
  uses: ["atlas/area"],
  migrations: { "202611201125-thing-create": thingCreate },
  flows: [{ flow: thingFlow, apply: { edit: applyEdit, retire: applyRetire } }],
  routes,
  reacts: [showAlarms],
});
