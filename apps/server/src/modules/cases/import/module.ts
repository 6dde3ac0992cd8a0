import { defineModule } from "../../../platform/module.ts";
import { caseImport } from "./migrations/202611201502-import-cases.ts";
import { routes } from "./routes.ts";

export const caseImportModule = defineModule({
  name: "cases/import",
  uses: ["atlas/area", "cases/case", "identity/department"],
  migrations: { "202611201502-import-cases": caseImport },
  routes,
});
