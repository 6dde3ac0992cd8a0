export { readCap } from "./read.ts";
export { writeCap } from "./write.ts";
