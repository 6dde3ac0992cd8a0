export { keepLinks, keepThings } from "./bulk.ts";
export { thingFlow } from "./flow.ts";
export type { Attributes, ThingRecord } from "./model.ts";
export { type FoundThing, searchThings } from "./search-store.ts";
export { registerThing } from "./service.ts";
export { findThing, findThingsByRef, listThings, listThingsById } from "./store.ts";
export {
  countLinks,
  getOldestOpen,
  type LinkRow,
  listLinksAfter,
  listLinksIn,
  listNamed,
  listTouched,
} from "./tile-store.ts";
export { tryLinks, tryThings } from "./try.ts";
