import { defineModule } from "../../../platform/module.ts";
import { fileImportCreate } from "./migrations/202611291700-file-import-create.ts";
import { routes } from "./routes.ts";
import { fileImportTick } from "./tidy.ts";

export const fileImportModule = defineModule({
  name: "exchange/file-import",
  uses: ["exchange/import"],
  migrations: { "202611291700-file-import-create": fileImportCreate },
  routes,
  ticks: [fileImportTick],
});
