export { carryClocks, clockPort, clocksOf, clocksToCarry, putBackClocks } from "./service.ts";
export type { SubjectClock } from "./store.ts";
