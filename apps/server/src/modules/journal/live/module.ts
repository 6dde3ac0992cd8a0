import { defineModule } from "../../../platform/module.ts";
import { routes } from "./routes.ts";

export const liveModule = defineModule({ name: "journal/live", uses: [], routes });
