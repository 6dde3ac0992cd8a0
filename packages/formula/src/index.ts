export { goesRound, refuseCost } from "./cost.ts";
export { evaluate, mayTakeTime, refuseFormula } from "./evaluate.ts";
