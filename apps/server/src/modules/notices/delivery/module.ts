import { defineModule } from "../../../platform/module.ts";
import { releaseHeld } from "./digest.ts";
import { deliveryCreate } from "./migrations/202611201504-delivery-create.ts";
import { notices } from "./notices.ts";
import { deliver } from "./outbox.ts";
import { routes } from "./routes.ts";

export const deliveryModule = defineModule({
  name: "notices/delivery",
  uses: [
    "identity/account",
    "notices/channel",
    "notices/setting",
    "notices/template",
    "persons/consent",
    "persons/person",
  ],
  migrations: { "202611201504-delivery-create": deliveryCreate },
  routes,
  notices,
  jobs: [deliver],
  ticks: [releaseHeld],
});
