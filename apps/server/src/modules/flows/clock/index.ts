export { clockPort, clocksOf } from "./service.ts";
