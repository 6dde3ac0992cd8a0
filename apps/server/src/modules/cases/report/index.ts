export { reportIntake } from "./flow.ts";
export { drawNumber } from "./number.ts";
export { getPlace } from "./place.ts";
export { moveReports, receiveReport, titleOf, whyLeft } from "./service.ts";
export {
  clearCaseOf,
  countOfPerson,
  findReport,
  listAlarmsOf,
  listReportPage,
  listReports,
  listReportsBy,
  listReportsByIds,
  listReportsOf,
  lockKey,
  type ReportRecord,
  updateReport,
} from "./store.ts";
export { aboutOf, answersOf, keepWords } from "./take.ts";
export { openWaiting } from "./waiting.ts";
