import { defineModule } from "../../../platform/module.ts";
import { alarmFlow } from "./flow.ts";
import { alarmCreate } from "./migrations/202611201210-alarm-create.ts";
import { alarmCause } from "./migrations/202611291400-alarm-cause.ts";
import { followMerges, linkCases } from "./reaction.ts";
import { routes } from "./routes.ts";
import { applyAcknowledge } from "./service.ts";

export const alarmModule = defineModule({
  name: "alarms/alarm",
  uses: ["alarms/rule", "atlas/network", "atlas/thing", "persons/person"],
  migrations: { "202611201210-alarm-create": alarmCreate, "202611291400-alarm-cause": alarmCause },
  fences: [{ table: "alarms", area: "area_path" }],
  flows: [{ flow: alarmFlow, apply: { acknowledge: applyAcknowledge }, fenced: true }],
  routes,
  reacts: [linkCases, followMerges],
});
