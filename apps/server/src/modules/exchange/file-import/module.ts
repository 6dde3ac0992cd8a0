import { defineModule } from "../../../platform/module.ts";
import { fileImportCreate } from "./migrations/202611291700-file-import-create.ts";
import { fileImportActsFor } from "./migrations/202611300115-file-import-acts-for.ts";
import { routes } from "./routes.ts";
import { fileImportTick } from "./tidy.ts";

export const fileImportModule = defineModule({
  name: "exchange/file-import",
  uses: ["cases/category", "exchange/import", "identity/department", "identity/session"],
  migrations: {
    "202611291700-file-import-create": fileImportCreate,
    "202611300115-file-import-acts-for": fileImportActsFor,
  },
  routes,
  ticks: [fileImportTick],
});
