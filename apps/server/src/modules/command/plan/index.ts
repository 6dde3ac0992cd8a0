export { boardOf, planViewOf } from "./board.ts";
export { insertStep, listSteps, listStepsByIds, type StepRecord, sumTasks } from "./store.ts";
