export { rememberLost } from "./lost.ts";
export { anchorNow, getAnchorStand, listAnchored, listLost } from "./service.ts";
