import { defineModule } from "../../../platform/module.ts";
import { caseCreate } from "./migrations/202611201140-case-create.ts";
import { caseSearch } from "./migrations/202611201400-case-search.ts";
import { caseAppeals } from "./migrations/202611201502-case-appeals.ts";
import { caseMerged } from "./migrations/202611201622-case-merged.ts";
import { caseSerialSequence } from "./migrations/202611300030-case-serial-sequence.ts";
import { caseHandedBack } from "./migrations/202611300400-case-handed-back.ts";
import { caseHeardFrom } from "./migrations/202611300410-case-heard-from.ts";

export const caseModule = defineModule({
  name: "cases/case",
  uses: ["cases/body", "cases/category", "cases/routing", "cases/way"],
  fences: [
    { table: "cases", by: ["id"] },
    { table: "case_appeals", by: ["case_id"] },
  ],
  migrations: {
    "202611201140-case-create": caseCreate,
    "202611201400-case-search": caseSearch,
    "202611201502-case-appeals": caseAppeals,
    "202611201622-case-merged": caseMerged,
    "202611300030-case-serial-sequence": caseSerialSequence,
    "202611300400-case-handed-back": caseHandedBack,
    "202611300410-case-heard-from": caseHeardFrom,
  },
});
