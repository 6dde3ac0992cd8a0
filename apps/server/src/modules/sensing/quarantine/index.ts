export type { NewQuarantined, QuarantineReason } from "./model.ts";
export { countQuarantined, keepQuarantined } from "./store.ts";
