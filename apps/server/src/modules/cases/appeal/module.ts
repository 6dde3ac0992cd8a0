import { defineModule } from "../../../platform/module.ts";
import { appealFlow } from "./flow.ts";
import { appealClock } from "./migrations/202611292040-appeal-clock.ts";
import { appealDepartment } from "./migrations/202611300801-appeal-department.ts";
import { notices } from "./notices.ts";
import { appealApplies } from "./service.ts";

export const appealModule = defineModule({
  name: "cases/appeal",
  uses: ["cases/case", "flows/clock", "flows/flow", "flows/task"],
  migrations: { "202611292040-appeal-clock": appealClock, "202611300801-appeal-department": appealDepartment },
  flows: [{ flow: appealFlow, apply: appealApplies }],
  notices,
});
