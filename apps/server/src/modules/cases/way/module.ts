import { defineModule } from "../../../platform/module.ts";

export const wayModule = defineModule({ name: "cases/way", uses: [] });
