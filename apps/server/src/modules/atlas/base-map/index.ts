export type { BaseFeatureRecord } from "./model.ts";
export { keepBaseFeatures } from "./service.ts";
