export { cityCase, openStages } from "../way/index.ts";
export { getCase } from "./get-case.ts";
export type { CaseRecord, Doing, StandingCase } from "./model.ts";
export { explainRoute, fieldsOf, routeAgain } from "./route.ts";
export { type Answered, type CaseSeed, joinCase, openCase, worsenCase } from "./service.ts";
export {
  addToCase,
  type Box,
  boxText,
  type CaseChange,
  type CasePlace,
  findCase,
  listCasesByIds,
  listMerged,
  listOpenAround,
  noteOnCase,
  standingCases,
  toStanding,
  updateCase,
  updateMergedBack,
  updateMergedInto,
} from "./store.ts";
export { checkVisible } from "./visible.ts";
