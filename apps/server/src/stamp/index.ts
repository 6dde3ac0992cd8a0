export { makeStampRequest, type StampRequest } from "./ask.ts";
export { checkStamp, readRoots, type Stamp, StampFault } from "./check.ts";
