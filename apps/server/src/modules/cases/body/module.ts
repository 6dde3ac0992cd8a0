import { defineModule } from "../../../platform/module.ts";
import { responsibleBody } from "./flow.ts";
import { bodyCreate } from "./migrations/202611201620-body-create.ts";
import { routes } from "./routes.ts";

export const bodyModule = defineModule({
  name: "cases/body",
  uses: ["atlas/area", "cases/category", "cases/dictionary", "identity/department"],
  migrations: { "202611201620-body-create": bodyCreate },
  flows: [{ flow: responsibleBody }],
  routes,
});
