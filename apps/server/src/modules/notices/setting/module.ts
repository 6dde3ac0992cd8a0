import { defineModule } from "../../../platform/module.ts";
import { settingCreate } from "./migrations/202611201503-setting-create.ts";
import { routes } from "./routes.ts";

export const settingModule = defineModule({
  name: "notices/setting",
  uses: ["notices/channel", "notices/template", "persons/person"],
  migrations: { "202611201503-setting-create": settingCreate },
  routes,
});
