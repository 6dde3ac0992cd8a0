export { findCasesSaying } from "./saying.ts";
export { listViewsNaming } from "./view.ts";
