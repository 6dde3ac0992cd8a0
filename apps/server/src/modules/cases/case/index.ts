export { cityCase } from "./flow.ts";
export type { CaseRecord, StandingCase } from "./model.ts";
export { checkVisible } from "./routes.ts";
export { type CaseSeed, joinCase, openCase, openStages, worsenCase } from "./service.ts";
export { toCase, toRows } from "./shape.ts";
export { findCase, listCasesByIds, listJoinable, lockCategory } from "./store.ts";
