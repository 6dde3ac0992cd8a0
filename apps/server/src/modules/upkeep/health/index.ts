export { watchParts } from "./watch.ts";
