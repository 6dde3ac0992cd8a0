export { keepAreas } from "./keep.ts";
export type { AreaRecord } from "./model.ts";
export { type Areas, getAreas } from "./service.ts";
export { hasAreas } from "./store.ts";
export { bumpVersion } from "./version-store.ts";
