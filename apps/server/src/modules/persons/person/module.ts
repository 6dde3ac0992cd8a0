import { defineModule } from "../../../platform/module.ts";
import { personCreate } from "./migrations/202611201110-person-create.ts";

export const personModule = defineModule({
  name: "persons/person",
  uses: [],
  migrations: { "202611201110-person-create": personCreate },
});
