import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const upModule = defineModule({ name: "sensing/up", uses: [], routes });
