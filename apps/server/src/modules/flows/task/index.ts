export { caseTask } from "./flow.ts";
export { assignTasks, endTasks, giveTask, openTask } from "./service.ts";
export {
  findTask,
  listOpenTasks,
  listTasks,
  type OpenTask,
  type Place,
  reopenTasks,
  type TaskKind,
  type TaskRecord,
  type TaskState,
  updateTask,
} from "./store.ts";
