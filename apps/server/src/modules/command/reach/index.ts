export { type Resolved, resolveReach } from "./service.ts";
