export { type BegunEntry, beginEntry, deriveFrom, findEntry, takeEntry } from "./service.ts";
