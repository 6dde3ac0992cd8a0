import { defineModule } from "../../../platform/module.ts";
import { taskCreate } from "./migrations/202611201130-task-create.ts";

export const taskModule = defineModule({
  name: "flows/task",
  uses: [],
  migrations: { "202611201130-task-create": taskCreate },
});
