import { defineModule } from "../../../platform/module.ts";
import { importCreate } from "./migrations/202611291350-import-create.ts";
import { importLost } from "./migrations/202611292030-import-lost.ts";
import { importPlaces } from "./migrations/202611300750-import-places.ts";
import { importDepartments } from "./migrations/202611300830-import-departments.ts";
import { routes } from "./routes.ts";

export const importModule = defineModule({
  name: "exchange/import",
  uses: ["atlas/area", "atlas/base-map", "atlas/thing", "cases/import", "sensing/device", "sensing/quarantine"],
  migrations: {
    "202611291350-import-create": importCreate,
    "202611292030-import-lost": importLost,
    "202611300750-import-places": importPlaces,
    "202611300830-import-departments": importDepartments,
  },
  routes,
});
