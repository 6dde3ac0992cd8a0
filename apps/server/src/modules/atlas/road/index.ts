export { getRoads as getRoadPlaces } from "./roads.ts";
export { rankByTravel } from "./service.ts";
