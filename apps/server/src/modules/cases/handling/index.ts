export { applies, withdrawWork } from "./applies.ts";
export { moveCase } from "./move.ts";
export { toCase, toRows } from "./shape.ts";
