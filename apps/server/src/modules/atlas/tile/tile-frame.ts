import type { Box } from "../../../platform/geometry.ts";
import { worldX, worldY } from "../whereabouts/index.ts";

/** Units across a tile. */
export const extent = 4_096;
/** What lies this far outside is drawn too, so that outlines and wide lines don't end at the seam. */
export const buffer = 64;

/** A tile of the web's map, and where positions lie in it. */
export interface TileFrame {
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
  /** Ground it covers, with its buffer. */
  readonly box: Box;
  /** A position in units of the tile, unrounded. */
  readonly place: (longitude: number, latitude: number) => readonly [number, number];
}

/** Degrees east of a share of the world. */
export const longitudeAt = (share: number): number => share * 360 - 180;

/** Degrees north of a share of the web's map. */
export const latitudeAt = (share: number): number => (Math.atan(Math.sinh(Math.PI * (1 - 2 * share))) * 180) / Math.PI;

/** The frame of a tile; undefined where the world has none. */
export const tileFrame = (zoom: number, x: number, y: number): TileFrame | undefined => {
  const across = 2 ** zoom;
  if (x >= across || y >= across) return undefined;
  const margin = buffer / extent;
  return {
    zoom,
    x,
    y,
    box: [
      longitudeAt((x - margin) / across),
      latitudeAt((y + 1 + margin) / across),
      longitudeAt((x + 1 + margin) / across),
      latitudeAt((y - margin) / across),
    ],
    place: (longitude, latitude) => [
      (worldX(longitude) * across - x) * extent,
      (worldY(latitude) * across - y) * extent,
    ],
  };
};
