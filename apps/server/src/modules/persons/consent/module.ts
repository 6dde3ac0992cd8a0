import { defineModule } from "../../../platform/module.ts";
import { consentCreate } from "./migrations/202611291335-consent-create.ts";
import { consentGiver } from "./migrations/202611300420-consent-giver.ts";
import { routes } from "./routes.ts";

export const consentModule = defineModule({
  name: "persons/consent",
  uses: [],
  migrations: { "202611291335-consent-create": consentCreate, "202611300420-consent-giver": consentGiver },
  routes,
});
