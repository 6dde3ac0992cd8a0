import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const cityModule = defineModule({ name: "upkeep/city", uses: ["identity/session"], routes });
