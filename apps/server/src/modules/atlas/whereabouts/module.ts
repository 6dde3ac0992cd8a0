import { defineModule } from "../../../platform/module.ts";

export const whereaboutsModule = defineModule({ name: "atlas/whereabouts", uses: ["atlas/thing"] });
