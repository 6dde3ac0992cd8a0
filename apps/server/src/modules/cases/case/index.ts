export type { CaseRecord, StandingCase } from "./model.ts";
export { checkVisible } from "./routes.ts";
export { type CaseSeed, joinCase, openCase, openStages, worsenCase } from "./service.ts";
export { toCase } from "./shape.ts";
export { findCase, listJoinable, lockCategory } from "./store.ts";
