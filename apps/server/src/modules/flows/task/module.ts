import { defineModule } from "../../../platform/module.ts";
import { taskCreate } from "./migrations/202611201130-task-create.ts";
import { taskKinds } from "./migrations/202611201431-task-kinds.ts";

export const taskModule = defineModule({
  name: "flows/task",
  uses: [],
  fences: [{ table: "tasks", by: ["subject_id"] }],
  migrations: { "202611201130-task-create": taskCreate, "202611201431-task-kinds": taskKinds },
});
