import { defineModule } from "../../../platform/module.ts";
import { matterCreate } from "./migrations/202611201135-matter-create.ts";

export const matterModule = defineModule({
  name: "flows/matter",
  uses: ["atlas/area", "flows/clock", "flows/flow", "identity/department"],
  migrations: { "202611201135-matter-create": matterCreate },
});
