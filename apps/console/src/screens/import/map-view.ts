import { writeCamera } from "../../parts/map-address.ts";

/** West, south, east, north. */
type Box = readonly [number, number, number, number];

const degreesAround = 360;
/** Pixels of a map's world at zoom 0, and of the room a map has at least on a desk. */
const worldPixels = 512;
const roomPixels = { x: 700, y: 500 };
const closest = 17;
const farthest = 4;

/** Where a latitude lies on the map, 0 at the north and 1 at the south. */
const down = (latitude: number): number => {
  const sine = Math.sin((latitude * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
};

/** What the map's controls take of its left side, as a share of what is shown. */
const controlsShare = 0.1;

/** A box with room at its west, so that nothing in it lies under the controls of the map that shows it whole. */
export const besideControls = ([west, south, east, north]: Box): Box => [
  west - (east - west) * controlsShare,
  south,
  east,
  north,
];

/** The view, as the map's address writes it, in which a box (west, south, east, north) is seen whole. */
export const viewOf = ([west, south, east, north]: Box): string => {
  const zooms = [
    Math.log2((roomPixels.x * degreesAround) / (worldPixels * Math.max(east - west, 1e-9))),
    Math.log2(roomPixels.y / (worldPixels * Math.max(down(south) - down(north), 1e-12))),
  ];
  const zoom = Math.min(closest, Math.max(farthest, Math.min(...zooms)));
  return writeCamera({ centre: [(west + east) / 2, (south + north) / 2], zoom, bearing: 0, pitch: 0 });
};
