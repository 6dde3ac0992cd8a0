import { defineModule } from "../../../platform/module.ts";
import { logCreate } from "./migrations/202611201110-log-create.ts";
import { routes } from "./routes.ts";

export const logModule = defineModule({
  name: "journal/log",
  uses: [],
  migrations: { "202611201110-log-create": logCreate },
  routes,
});
