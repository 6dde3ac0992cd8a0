export { askInReview } from "./service.ts";
export { countUnsigned } from "./store.ts";
