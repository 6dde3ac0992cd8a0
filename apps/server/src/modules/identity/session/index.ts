export { actorIn, authenticate, findStanding, listDemoEntries, type Standing } from "./service.ts";
