import { defineModule } from "../../../platform/module.ts";
import { consentCreate } from "./migrations/202611291335-consent-create.ts";
import { routes } from "./routes.ts";

export const consentModule = defineModule({
  name: "persons/consent",
  uses: [],
  migrations: { "202611291335-consent-create": consentCreate },
  routes,
});
