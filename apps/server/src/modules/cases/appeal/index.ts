export { appealsOf, lodgeAppeal } from "./service.ts";
