export { getGuard, lookAtAll } from "./service.ts";
