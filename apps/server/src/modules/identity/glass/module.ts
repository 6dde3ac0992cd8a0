import { defineModule } from "../../../platform/module.ts";
import { widerReachFlow } from "./flow.ts";
import { glassCreate } from "./migrations/202611300410-glass-create.ts";
import { notices } from "./notices.ts";
import { routes } from "./routes.ts";
import { applies } from "./service.ts";

export const glassModule = defineModule({
  name: "identity/glass",
  uses: ["atlas/area", "identity/department", "identity/role", "persons/person"],
  migrations: { "202611300410-glass-create": glassCreate },
  flows: [{ flow: widerReachFlow, apply: applies }],
  routes,
  notices,
});
