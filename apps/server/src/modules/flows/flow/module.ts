import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const flowModule = defineModule({ name: "flows/flow", uses: ["identity/department"], routes });
