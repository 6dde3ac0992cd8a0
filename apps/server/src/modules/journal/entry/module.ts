import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const entryModule = defineModule({
  name: "journal/entry",
  uses: ["journal/anchor", "journal/log", "persons/person"],
  routes,
});
