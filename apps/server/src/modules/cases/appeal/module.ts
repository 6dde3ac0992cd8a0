import { defineModule } from "../../../platform/module.ts";
import { appealFlow } from "./flow.ts";
import { notices } from "./notices.ts";
import { appealApplies } from "./service.ts";

export const appealModule = defineModule({
  name: "cases/appeal",
  uses: ["cases/case", "flows/flow"],
  flows: [{ flow: appealFlow, apply: appealApplies }],
  notices,
});
