export { flowRoutes } from "./move-route.ts";
export { listOffers } from "./offer.ts";
