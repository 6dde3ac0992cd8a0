export { askWhich, listWaitingLike } from "./ask.ts";
export { meantByAsked } from "./meant.ts";
