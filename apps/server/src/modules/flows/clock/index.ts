export { carryClocks, clockPort, clocksOf, clocksToCarry, putBackClocks } from "./service.ts";
