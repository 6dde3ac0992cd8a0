export { freeTexts } from "./free-text.ts";
export { isIdNumber, isMail, normalIdNumber, normalName, normalPhone } from "./normal.ts";
export type { Hunted } from "./pattern.ts";
export { listCases } from "./store.ts";
export { gap, type Sweep, sweepPerson } from "./sweep.ts";
export { marksOf, markTexts, sweepTexts, type TextVault } from "./text-sweep.ts";
