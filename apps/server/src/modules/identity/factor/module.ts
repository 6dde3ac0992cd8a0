import { defineModule } from "../../../platform/module.ts";
import { factorCreate } from "./migrations/202611292100-factor-create.ts";

export const factorModule = defineModule({
  name: "identity/factor",
  uses: [],
  migrations: { "202611292100-factor-create": factorCreate },
});
