export { judgeAll } from "./judge.ts";
export type { RiskRecord } from "./model.ts";
export { listRisksOf } from "./store.ts";
