import { defineModule } from "../../../platform/module.ts";
import { deviceFlow } from "./flow.ts";
import { deviceCreate } from "./migrations/202611201200-device-create.ts";
import { deviceFollowThings } from "./migrations/202611300825-device-follow-things.ts";
import { pokeOnThings } from "./reaction.ts";
import { routes } from "./routes.ts";
import { applyEdit, applyVoidToken } from "./service.ts";

export const deviceModule = defineModule({
  name: "sensing/device",
  uses: ["atlas/thing"],
  migrations: {
    "202611201200-device-create": deviceCreate,
    "202611300825-device-follow-things": deviceFollowThings,
  },
  flows: [
    {
      flow: deviceFlow,
      apply: { edit: applyEdit, "renew-token": applyVoidToken, retire: applyVoidToken },
    },
  ],
  routes,
  reacts: [pokeOnThings],
});
