import { defineModule } from "../../../platform/module.ts";

export const kindModule = defineModule({ name: "cases/kind", uses: ["cases/likeness"] });
