export { lodgeAppeal } from "./appeal.ts";
export { applies } from "./applies.ts";
export { cityCase } from "./flow.ts";
export type { CaseRecord, StandingCase } from "./model.ts";
export { moveCase } from "./move.ts";
export { recodeCase } from "./recode.ts";
export { type Correction, correctCase, explainRoute, fieldsOf, listPast } from "./route.ts";
export { checkVisible } from "./routes.ts";
export { type CaseSeed, joinCase, openCase, openStages, worsenCase } from "./service.ts";
export { toCase, toRows } from "./shape.ts";
export {
  type Box,
  boxText,
  findCase,
  listCasesByIds,
  listJoinable,
  listOpenNear,
  lockCategory,
  standingCases,
  toStanding,
} from "./store.ts";
