export { findNearestPresent } from "./service.ts";
