export { makeStampRequest } from "./ask.ts";
export { checkStamp, readRoots } from "./check.ts";
