export { applies, withdrawWork } from "./applies.ts";
export { type Categories, categoriesOf, fileAs } from "./filing.ts";
export { type Heard, hearWord, yields } from "./hear.ts";
export { moveCase } from "./move.ts";
export { withConditions } from "./offers.ts";
export { proposeFirst } from "./proposal.ts";
export { toCase, toRows } from "./shape.ts";
