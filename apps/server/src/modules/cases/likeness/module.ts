import { defineModule } from "../../../platform/module.ts";

export const likenessModule = defineModule({ name: "cases/likeness", uses: ["cases/case", "persons/person"] });
