export { applies, withdrawWork } from "./applies.ts";
export { fileAs } from "./filing.ts";
export { moveCase } from "./move.ts";
export { toCase, toRows } from "./shape.ts";
