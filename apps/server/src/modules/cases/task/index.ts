export { listTaskRows } from "./list.ts";
