import { defineModule } from "../../../platform/module.ts";

export const sweepModule = defineModule({ name: "persons/sweep", uses: [] });
