import { defineModule } from "../../../platform/module.ts";
import { caseTask } from "../../flows/task/index.ts";
import { applies } from "./applies.ts";
import { notices } from "./notices.ts";
import { routes } from "./routes.ts";

export const taskListModule = defineModule({
  name: "cases/task",
  uses: [
    "cases/case",
    "cases/handling",
    "cases/photo",
    "command/incident",
    "command/plan",
    "flows/flow",
    "flows/task",
    "identity/account",
    "identity/department",
    "persons/person",
  ],
  flows: [{ flow: caseTask, apply: applies }],
  routes,
  notices,
});
