export type { QuarterArea } from "./area.ts";
export type { QuarterLink, QuarterThing } from "./drain.ts";
export type { BaseFeature, BaseKind } from "./feature.ts";
export { isInside, metresBetween, type Position, type Ring } from "./plane.ts";
export { makeQuarter, type Quarter, type QuarterDevice } from "./quarter.ts";
export { newRandom, type Random } from "./random.ts";
