export { keepLinks, keepThings } from "./bulk.ts";
export type { Attributes, ThingRecord } from "./model.ts";
export { registerThing } from "./service.ts";
export { findThing, listThingsById } from "./store.ts";
export { getOldestOpen, type LinkRow, listLinksIn, listNamed, listTouched } from "./tile-store.ts";
