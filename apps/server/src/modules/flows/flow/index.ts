export { flowRoutes } from "./move-route.ts";
export { explainMoves, listOffers } from "./offer.ts";
