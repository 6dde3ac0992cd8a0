export type {
  City,
  CityArea,
  CityBase,
  CityBaseKind,
  CityDepartment,
  CityDevice,
  CityEnterprise,
  CityLink,
  CityPerson,
  CityThing,
  Geometry,
} from "./city-shape.ts";
export { lastRef, makeCity } from "./make-city.ts";
export type { QuarterArea } from "./quarter/area.ts";
export type { QuarterLink, QuarterThing } from "./quarter/drain.ts";
export type { BaseFeature, BaseKind } from "./quarter/feature.ts";
export { isInside, metresBetween, type Position, type Ring } from "./quarter/plane.ts";
export { makeQuarter, type Quarter, type QuarterDevice, quarterExtent } from "./quarter/quarter.ts";
export { newRandom, type Random } from "./random.ts";
