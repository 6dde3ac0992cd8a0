import { defineModule } from "../../../platform/module.ts";
import { appealApplies } from "./appeal.ts";
import { appealFlow } from "./appeal-flow.ts";
import { applies } from "./applies.ts";
import { cityCase } from "./flow.ts";
import { caseCreate } from "./migrations/202611201140-case-create.ts";
import { caseSearch } from "./migrations/202611201400-case-search.ts";
import { caseAppeals } from "./migrations/202611201502-case-appeals.ts";
import { notices } from "./notices.ts";
import { routes } from "./routes.ts";

export const caseModule = defineModule({
  name: "cases/case",
  uses: [
    "atlas/area",
    "cases/dictionary",
    "cases/photo",
    "cases/routing",
    "flows/clock",
    "flows/flow",
    "flows/task",
    "identity/account",
    "identity/department",
    "persons/person",
  ],
  migrations: {
    "202611201140-case-create": caseCreate,
    "202611201400-case-search": caseSearch,
    "202611201502-case-appeals": caseAppeals,
  },
  flows: [
    { flow: cityCase, apply: applies },
    { flow: appealFlow, apply: appealApplies },
  ],
  routes,
  notices,
});
