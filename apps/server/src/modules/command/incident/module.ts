import { defineModule } from "../../../platform/module.ts";
import { applies } from "./applies.ts";
import { incidentFlow } from "./flow.ts";
import { incidentCreate } from "./migrations/202611301510-incident-create.ts";
import { notices } from "./notices.ts";
import { refineOffers } from "./offers.ts";
import { judgeLevels, watchPatterns } from "./pattern.ts";

export const incidentModule = defineModule({
  name: "command/incident",
  uses: ["alarms/alarm", "atlas/area", "cases/case", "cases/report", "journal/entry"],
  flows: [{ flow: incidentFlow, apply: applies, refine: refineOffers, fenced: true }],
  fences: [
    { table: "incidents", by: ["id"] },
    { table: "incident_cases", by: ["incident_id"] },
  ],
  reacts: [watchPatterns],
  ticks: [judgeLevels],
  notices,
  migrations: { "202611301510-incident-create": incidentCreate },
});
