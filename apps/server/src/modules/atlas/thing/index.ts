export type { Attributes, ThingRecord } from "./model.ts";
export { registerLink, registerThing } from "./service.ts";
export { findThing, listThingsById } from "./store.ts";
