export { caseTask } from "./flow.ts";
export { assignTasks, endTasks, giveTask, openTask } from "./service.ts";
export {
  findTask,
  incidentTaskKinds,
  listOpenTasks,
  listTasks,
  type OpenTask,
  type Place,
  reopenTasks,
  type TaskKind,
  type TaskRecord,
  type TaskState,
  updateTask,
  updateTaskDepartment,
} from "./store.ts";
