export { showRunsOf } from "./run.ts";
