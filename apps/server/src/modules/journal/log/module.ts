import { defineModule } from "../../../platform/module.ts";
import { logCreate } from "./migrations/202611201110-log-create.ts";
import { logLeafVersion } from "./migrations/202611292030-log-leaf-version.ts";
import { logCosignatures } from "./migrations/202611292100-log-cosignatures.ts";
import { logErasures } from "./migrations/202611292130-log-erasures.ts";
import { logAudit } from "./migrations/202611301115-log-audit.ts";
import { routes } from "./routes.ts";

export const logModule = defineModule({
  name: "journal/log",
  uses: [],
  migrations: {
    "202611201110-log-create": logCreate,
    "202611292030-log-leaf-version": logLeafVersion,
    "202611292100-log-cosignatures": logCosignatures,
    "202611292130-log-erasures": logErasures,
    "202611301115-log-audit": logAudit,
  },
  routes,
});
