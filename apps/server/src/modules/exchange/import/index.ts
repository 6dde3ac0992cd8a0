export { listRunRejects, showRunsOf } from "./run.ts";
