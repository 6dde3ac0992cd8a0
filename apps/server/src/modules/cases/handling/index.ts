export { applies, withdrawWork } from "./applies.ts";
export { fileAs } from "./filing.ts";
export { hearWord, yields } from "./hear.ts";
export { moveCase } from "./move.ts";
export { refineOffers } from "./offers.ts";
export { proposeFirst } from "./proposal.ts";
export { toCase, toRows } from "./shape.ts";
