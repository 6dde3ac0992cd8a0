export { getFacts } from "./service.ts";
