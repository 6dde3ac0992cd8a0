import { defineModule } from "../../../platform/module.ts";
import { planSteps } from "./migrations/202611301511-plan-steps.ts";
import { notices } from "./notices.ts";
import { deployPlans, endPlans, followSteps, watchSteps } from "./reactions.ts";

export const planModule = defineModule({
  name: "command/plan",
  uses: ["command/incident", "flows/task", "identity/department", "journal/entry", "persons/person"],
  fences: [{ table: "incident_steps", by: ["incident_id"] }],
  reacts: [deployPlans, followSteps, endPlans],
  ticks: [watchSteps],
  notices,
  migrations: { "202611301511-plan-steps": planSteps },
});
