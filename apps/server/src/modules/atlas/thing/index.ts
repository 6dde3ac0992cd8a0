export { keepLinks, keepThings } from "./bulk.ts";
export { thingFlow } from "./flow.ts";
export type { Attributes, ThingRecord } from "./model.ts";
export { registerThing } from "./service.ts";
export { findThing, findThingsByRef, listThingsById } from "./store.ts";
