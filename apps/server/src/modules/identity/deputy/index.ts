export { listStanding } from "./store.ts";
