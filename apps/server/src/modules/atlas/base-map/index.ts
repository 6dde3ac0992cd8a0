export { type FoundFeature, listNamedRoadsNear, searchFeatures } from "./search-store.ts";
export { keepBaseFeatures, tryBaseFeatures } from "./service.ts";
export {
  type DrawnFeature,
  hasBaseFeature,
  hasKind,
  listFeaturesAfter,
  listFeaturesIn,
  listNamedPlaces,
  listPatches,
  listRoads,
  listSources,
  type RoadRow,
} from "./store.ts";
