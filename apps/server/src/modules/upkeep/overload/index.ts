export { loadWords, recordLoad } from "./service.ts";
