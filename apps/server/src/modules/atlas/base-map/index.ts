export { keepBaseFeatures } from "./service.ts";
export { type DrawnFeature, hasKind, listFeaturesIn, listSources } from "./store.ts";
