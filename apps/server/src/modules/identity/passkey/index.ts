export { dropPasskeys } from "./note.ts";
