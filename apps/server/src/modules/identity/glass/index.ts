export { describeReach } from "./service.ts";
export { countReaches } from "./store.ts";
