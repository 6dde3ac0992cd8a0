import { defineModule } from "../../../platform/module.ts";
import { photoCreate } from "./migrations/202611201150-photo-create.ts";
import { routes } from "./routes.ts";

export const photoModule = defineModule({
  name: "cases/photo",
  uses: ["persons/person"],
  migrations: { "202611201150-photo-create": photoCreate },
  routes,
});
