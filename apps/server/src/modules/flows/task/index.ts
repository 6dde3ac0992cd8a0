export { endTasks, openTask } from "./service.ts";
export { listTasks, type TaskRecord, type TaskState } from "./store.ts";
