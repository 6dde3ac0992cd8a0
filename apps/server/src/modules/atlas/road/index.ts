export { findWay, rankByTravel } from "./service.ts";
