export { matterRoutes } from "./matter-route.ts";
