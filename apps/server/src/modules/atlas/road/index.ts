export { rankByTravel } from "./service.ts";
