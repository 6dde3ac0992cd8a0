export { keepAreas, tryAreas } from "./keep.ts";
export type { AreaRecord } from "./model.ts";
export { type Areas, getAreas, type IndexedArea } from "./service.ts";
export { hasAreas } from "./store.ts";
export { bumpVersion, getVersions } from "./version-store.ts";
export { getMapVersions } from "./versions.ts";
