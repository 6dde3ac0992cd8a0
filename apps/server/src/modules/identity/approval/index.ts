export { countUnsigned } from "./store.ts";
