import { defineModule } from "../../../platform/module.ts";
import { matterCreate } from "./migrations/202611201135-matter-create.ts";
import { routes } from "./routes.ts";

export const matterModule = defineModule({
  name: "flows/matter",
  uses: [
    "atlas/area",
    "cases/photo",
    "flows/clock",
    "flows/flow",
    "flows/form",
    "flows/timeline",
    "identity/department",
    "persons/person",
  ],
  fences: [{ table: "matters", by: ["id"] }],
  routes,
  migrations: { "202611201135-matter-create": matterCreate },
});
