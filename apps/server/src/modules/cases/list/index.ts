export { findCasesSaying } from "./saying.ts";
export { findViewsNaming } from "./view-store.ts";
