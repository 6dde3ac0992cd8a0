import { defineModule } from "../../../platform/module.ts";
import { riskFlow } from "./flow.ts";
import { scoreCreate } from "./migrations/202611301550-score-create.ts";
import { followAlarms, followRetired, followReviews } from "./reaction.ts";
import { applyReview } from "./review.ts";
import { routes } from "./routes.ts";
import { riskTick } from "./tick.ts";

export const riskModule = defineModule({
  name: "risk/score",
  uses: ["alarms/alarm", "atlas/area", "atlas/thing", "flows/matter", "identity/department", "sensing/device"],
  migrations: { "202611301550-score-create": scoreCreate },
  flows: [{ flow: riskFlow, apply: { review: applyReview }, fenced: true }],
  fences: [
    { table: "risks", area: "area_path" },
    { table: "risk_scores", by: ["risk_id"] },
  ],
  routes,
  reacts: [followAlarms, followReviews, followRetired],
  ticks: [riskTick],
});
