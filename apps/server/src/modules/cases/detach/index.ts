export { detachReport, leavingOf } from "./service.ts";
