import { defineModule } from "../../../platform/module.ts";
import { photoCreate } from "./migrations/202611201150-photo-create.ts";
import { routes } from "./routes.ts";

export const photoModule = defineModule({
  name: "cases/photo",
  uses: ["persons/person"],
  fences: [{ table: "photos", by: ["case_id"] }],
  migrations: { "202611201150-photo-create": photoCreate },
  routes,
});
