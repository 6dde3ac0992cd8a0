export { categoryOfKind, findKind, kinds } from "./kind.ts";
export { drawNumber } from "./number.ts";
export { getPlace } from "./place.ts";
export { receiveReport, titleOf } from "./service.ts";
export { findReport, listReports, lockKey, type ReportRecord, updateReport } from "./store.ts";
export { keepWords } from "./take.ts";
export { openWaiting } from "./waiting.ts";
