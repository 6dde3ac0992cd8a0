export { carryClocks, clockPort, clocksOf, clocksToCarry } from "./service.ts";
