export type { Tile } from "./curve.ts";
export { listNearest } from "./nearest.ts";
export { lastGroupedZoom, type Sight, type Spot, ThingIndex } from "./thing-index.ts";
export { getThingIndex } from "./thing-source.ts";
export { world, worldX, worldY } from "./world.ts";
