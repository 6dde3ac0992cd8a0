export { around, metresBetween } from "./join.ts";
export { drawNumber } from "./number.ts";
export { getPlace } from "./place.ts";
export { moveReports, receiveReport, titleOf } from "./service.ts";
export {
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
