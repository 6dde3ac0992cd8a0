export { timelineOf } from "./timeline.ts";
export { listSealed, wordsOf } from "./words.ts";
