import { defineModule } from "../../../platform/module.ts";
import { caseImport } from "./migrations/202611201502-import-cases.ts";
import { caseImportSaid } from "./migrations/202611300815-import-said.ts";
import { routes } from "./routes.ts";

export const caseImportModule = defineModule({
  name: "cases/import",
  uses: ["atlas/area", "cases/case", "flows/clock", "identity/department", "persons/sweep"],
  migrations: { "202611201502-import-cases": caseImport, "202611300815-import-said": caseImportSaid },
  routes,
});
