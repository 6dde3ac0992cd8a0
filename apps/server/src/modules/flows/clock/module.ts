import { defineModule } from "../../../platform/module.ts";
import { clockCreate } from "./migrations/202611201105-clock-create.ts";

export const clockModule = defineModule({
  name: "flows/clock",
  uses: [],
  migrations: { "202611201105-clock-create": clockCreate },
});
