export { tellNotices } from "./reaction.ts";
