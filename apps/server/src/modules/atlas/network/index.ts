export { type Along, reachFrom } from "./service.ts";
