export { resourcesOf } from "./service.ts";
