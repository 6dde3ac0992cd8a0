export { around } from "./distance.ts";
export { type Compared, type Likely, listLikely, reasonsOf } from "./likely.ts";
export { likenessOf, wordsOf } from "./likeness.ts";
export { wordsOfCases } from "./said.ts";
export { findWaitingKind } from "./store.ts";
export { type LikelyWaiting, listLikelyWaiting, type Meant } from "./waiting.ts";
