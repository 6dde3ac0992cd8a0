export { getGuard } from "./service.ts";
