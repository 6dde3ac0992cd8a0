export type { ChannelRecord, Message, Receipt } from "./model.ts";
export { findPersonal, listGroups, sendBy, standOf } from "./service.ts";
export { closeLines } from "./smpp.ts";
export { findChannel, listChannels } from "./store.ts";
