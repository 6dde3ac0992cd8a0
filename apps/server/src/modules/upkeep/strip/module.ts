import { defineModule } from "../../../platform/module.ts";
import { stripIndex } from "./migrations/202611201300-strip-index.ts";
import { routes } from "./routes.ts";

export const stripModule = defineModule({
  name: "upkeep/strip",
  uses: [],
  migrations: { "202611201300-strip-index": stripIndex },
  routes,
});
