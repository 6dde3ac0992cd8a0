export { reportsNeed, showRunsOf } from "./run.ts";
