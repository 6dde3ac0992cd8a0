import { defineModule } from "../../../platform/module.ts";
import { resourceUses } from "./migrations/202611301512-resource-uses.ts";
import { releaseResources } from "./reactions.ts";
import { routes } from "./routes.ts";

export const resourceModule = defineModule({
  name: "command/resource",
  uses: ["atlas/road", "atlas/thing", "command/incident"],
  fences: [{ table: "resource_uses", by: ["incident_id"] }],
  routes,
  reacts: [releaseResources],
  migrations: { "202611301512-resource-uses": resourceUses },
});
