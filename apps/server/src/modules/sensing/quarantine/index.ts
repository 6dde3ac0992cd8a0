export type { NewQuarantined, QuarantineReason } from "./model.ts";
export { countQuarantined, forgetQuarantined, keepQuarantined } from "./store.ts";
