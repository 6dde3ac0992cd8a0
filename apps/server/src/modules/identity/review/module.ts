import { defineModule } from "../../../platform/module.ts";
import { reviewTick } from "./begin.ts";
import { accessReviewFlow } from "./flow.ts";
import { reviewCreate } from "./migrations/202611300420-review-create.ts";
import { notices } from "./notices.ts";
import { routes } from "./routes.ts";
import { applies } from "./service.ts";

export const reviewModule = defineModule({
  name: "identity/review",
  uses: [
    "identity/account",
    "identity/approval",
    "identity/department",
    "identity/key",
    "identity/role",
    "persons/person",
  ],
  migrations: { "202611300420-review-create": reviewCreate },
  flows: [{ flow: accessReviewFlow, apply: applies }],
  routes,
  notices,
  ticks: [reviewTick],
});
