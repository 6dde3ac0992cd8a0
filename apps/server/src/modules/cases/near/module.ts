import { defineModule } from "../../../platform/module.ts";

export const nearModule = defineModule({
  name: "cases/near",
  uses: ["cases/case", "cases/category", "cases/kind", "cases/likeness"],
});
