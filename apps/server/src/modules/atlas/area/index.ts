export type { AreaRecord, BaseFeatureRecord } from "./model.ts";
export { type Areas, getAreas } from "./service.ts";
export { hasAreas, insertAreas, insertBaseFeatures } from "./store.ts";
