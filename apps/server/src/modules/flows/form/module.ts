import { defineModule } from "../../../platform/module.ts";
import { formFlow } from "./flow.ts";
import { formCreate } from "./migrations/202611201442-form-create.ts";
import { formAttach } from "./migrations/202611300020-form-attach.ts";
import { routes } from "./routes.ts";
import { applyEdit, applyPublish, applyRetire } from "./service.ts";

export const formModule = defineModule({
  name: "flows/form",
  uses: [
    "atlas/area",
    "atlas/thing",
    "cases/photo",
    "flows/fact",
    "flows/flow",
    "identity/department",
    "persons/person",
  ],
  fences: [{ table: "form_answers", by: ["subject_id"] }],
  migrations: { "202611201442-form-create": formCreate, "202611300020-form-attach": formAttach },
  flows: [{ flow: formFlow, apply: { edit: applyEdit, publish: applyPublish, retire: applyRetire } }],
  routes,
});
