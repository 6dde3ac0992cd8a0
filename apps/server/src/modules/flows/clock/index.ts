export { carryClocks, clockPort, clocksOf, clocksToCarry, putBackClocks, relimitClocks } from "./service.ts";
