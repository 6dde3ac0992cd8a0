export { askWhich, listWaitingLike } from "./ask.ts";
