import { defineModule } from "../../../platform/module.ts";

export const personWayModule = defineModule({ name: "persons/way", uses: [] });
