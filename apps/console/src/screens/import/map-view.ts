import { writeCamera } from "../../parts/map-address.ts";

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

/** The view, as the map's address writes it, in which a box (west, south, east, north) is seen whole. */
export const viewOf = ([west, south, east, north]: readonly [number, number, number, number]): string => {
  const zooms = [
    Math.log2((roomPixels.x * degreesAround) / (worldPixels * Math.max(east - west, 1e-9))),
    Math.log2(roomPixels.y / (worldPixels * Math.max(down(south) - down(north), 1e-12))),
  ];
  const zoom = Math.min(closest, Math.max(farthest, Math.min(...zooms)));
  return writeCamera({ centre: [(west + east) / 2, (south + north) / 2], zoom, bearing: 0, pitch: 0 });
};
