export { personFlow, purposes } from "./flow.ts";
