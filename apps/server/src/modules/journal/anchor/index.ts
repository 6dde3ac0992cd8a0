export { rememberLost } from "./lost.ts";
export { anchorNow, getAnchorStand, listAnchored, listLost } from "./service.ts";
export { getStampStand, stampNow } from "./stamp.ts";
export { listStampsUpTo } from "./store.ts";
