export { evaluate, refuseFormula } from "./evaluate.ts";
