export { holderOf, whyNoAppeal, withHolders } from "./overrun.ts";
export { appealsOf, lodgeAppeal } from "./service.ts";
