import { defineModule } from "../../../platform/module.ts";
import { templateCreate } from "./migrations/202611201502-template-create.ts";
import { routes } from "./routes.ts";

export const templateModule = defineModule({
  name: "notices/template",
  uses: [],
  migrations: { "202611201502-template-create": templateCreate },
  routes,
});
