import { defineModule } from "../../../platform/module.ts";
import { areaCreate } from "./migrations/202611201120-area-create.ts";
import { areaVersions } from "./migrations/202611291329-area-versions.ts";
import { routes } from "./routes.ts";

export const areaModule = defineModule({
  name: "atlas/area",
  uses: [],
  migrations: { "202611201120-area-create": areaCreate, "202611291329-area-versions": areaVersions },
  routes,
});
