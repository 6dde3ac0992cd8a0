import { defineModule } from "../../../platform/module.ts";
import { dictionaryVersion } from "./flow.ts";
import { dictionaryCreate } from "./migrations/202611201445-dictionary-create.ts";
import { routes } from "./routes.ts";
import { applies } from "./service.ts";

export const dictionaryModule = defineModule({
  name: "cases/dictionary",
  uses: ["flows/flow", "identity/role"],
  migrations: { "202611201445-dictionary-create": dictionaryCreate },
  flows: [{ flow: dictionaryVersion, apply: applies }],
  routes,
});
