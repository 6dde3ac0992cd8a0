export { timelineOf } from "./timeline.ts";
export { wordsOf } from "./words.ts";
