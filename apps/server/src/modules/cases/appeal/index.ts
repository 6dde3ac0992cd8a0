export { whyNoAppeal } from "./overrun.ts";
export { appealsOf, lodgeAppeal } from "./service.ts";
