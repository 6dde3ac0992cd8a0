import { defineModule } from "../../../platform/module.ts";
import { recodingCreate } from "./migrations/202611292050-recoding-create.ts";
import { routes } from "./routes.ts";
import { goOnRecoding } from "./run.ts";

export const recodingModule = defineModule({
  name: "cases/recoding",
  uses: ["cases/case", "cases/category", "cases/dictionary"],
  migrations: { "202611292050-recoding-create": recodingCreate },
  ticks: [goOnRecoding],
  routes,
});
