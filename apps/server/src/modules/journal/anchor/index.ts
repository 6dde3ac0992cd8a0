export { anchorNow, getAnchorStand, listAnchored } from "./service.ts";
