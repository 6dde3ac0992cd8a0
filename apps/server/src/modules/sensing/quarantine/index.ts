export type { NewQuarantined, QuarantineReason } from "./model.ts";
export { keepQuarantined } from "./store.ts";
