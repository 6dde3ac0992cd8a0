export { getAnchorStand, listAnchored } from "./service.ts";
