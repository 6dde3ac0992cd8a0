export { boardOf, planViewOf } from "./board.ts";
export { findStep, insertStep, listSteps, listStepsByIds, type StepRecord, sumTasks } from "./store.ts";
