import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const dictionaryImportModule = defineModule({
  name: "cases/dictionary-import",
  uses: ["cases/dictionary"],
  routes,
});
