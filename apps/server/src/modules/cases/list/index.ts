export { findCasesSaying } from "./saying.ts";
