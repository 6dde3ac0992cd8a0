export { stepsOf } from "./service.ts";
