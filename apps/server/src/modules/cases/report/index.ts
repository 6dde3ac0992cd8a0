export { wordsOfCases } from "./likely.ts";
export { drawNumber } from "./number.ts";
export { getPlace } from "./place.ts";
export { moveReports, receiveReport, titleOf, whyLeft } from "./service.ts";
export {
  clearCaseOf,
  countOfPerson,
  findReport,
  listReports,
  listReportsByIds,
  listReportsOf,
  lockKey,
  type ReportRecord,
  updateReport,
} from "./store.ts";
export { aboutOf, answersOf, keepWords } from "./take.ts";
export { openWaiting } from "./waiting.ts";
