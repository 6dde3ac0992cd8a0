export type { Attributes, ThingRecord } from "./model.ts";
export { registerLink, registerThing } from "./service.ts";
export { findThing, listThings, listThingsById } from "./store.ts";
