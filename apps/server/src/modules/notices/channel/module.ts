import { defineModule } from "../../../platform/module.ts";
import { channelCreate } from "./migrations/202611201501-channel-create.ts";
import { routes } from "./routes.ts";

export const channelModule = defineModule({
  name: "notices/channel",
  uses: [],
  migrations: { "202611201501-channel-create": channelCreate },
  routes,
});
