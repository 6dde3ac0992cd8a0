export { matterRoutes } from "./matter-route.ts";
export { packNotices } from "./notices.ts";
export { countOpenAbout } from "./store.ts";
