export { tellNotices } from "./reaction.ts";
export { copyWatches, removeWatch } from "./store.ts";
