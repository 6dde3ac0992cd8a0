import { defineModule } from "../../../platform/module.ts";
import { packCategory } from "./flow.ts";
import { categoryCreate } from "./migrations/202611292345-category-create.ts";
import { routes } from "./routes.ts";

export const categoryModule = defineModule({
  name: "cases/category",
  uses: ["cases/dictionary", "flows/form"],
  migrations: { "202611292345-category-create": categoryCreate },
  flows: [{ flow: packCategory }],
  routes,
});
