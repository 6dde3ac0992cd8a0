export { beginFactor, confirmFactor, describeFactor, dropFactor, hasFactor, takeCode } from "./service.ts";
