import { defineModule } from "../../../platform/module.ts";
import { viewCreate } from "./migrations/202611291345-view-create.ts";
import { routes } from "./routes.ts";

export const mapViewModule = defineModule({
  name: "atlas/view",
  uses: ["identity/department"],
  migrations: { "202611291345-view-create": viewCreate },
  routes,
});
