import type { Box } from "../../../platform/geometry.ts";

/** Zoom a road is first drawn at, by class. */
const roads: Readonly<Record<string, number>> = {
  motorway: 5,
  trunk: 6,
  primary: 8,
  secondary: 10,
  tertiary: 11,
  residential: 13,
  unclassified: 13,
  service: 14,
  alley: 14,
};
const places: Readonly<Record<string, number>> = { city: 4, town: 8, village: 11, quarter: 12 };
/** Schools, stations, markets: their names come with the first houses' names. */
export const soughtZoom = 15;
const flows: Readonly<Record<string, number>> = { river: 8, canal: 10, stream: 13 };

/** No patch of the kind is drawn before, however large. */
const patches: Readonly<Record<string, number>> = { land: 0, water: 3, green: 7, block: 9, building: 13 };

/** A patch shows from where its longer side takes this many pixels. */
const leastPixels: Readonly<Record<string, number>> = { land: 1, water: 4, green: 6, block: 8, building: 24 };
const tilePixels = 512;
const mostZoom = 16;
/** Every house is there when a street fills the screen. */
const allHousesZoom = 14;

const patchZoom = (kind: string, [west, south, east, north]: Box): number => {
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const degrees = Math.max(east - west, (north - south) / Math.max(shrink, 0.05), 1e-7);
  const zoom = Math.ceil(Math.log2(((leastPixels[kind] ?? 8) * 360) / (tilePixels * degrees)));
  const capped = kind === "building" ? Math.min(zoom, allHousesZoom) : zoom;
  return Math.min(mostZoom, Math.max(patches[kind] ?? 10, capped));
};

/** Zoom at which a feature of the base map is first drawn: by class for lines and places, by size for patches. */
export const firstZoom = (feature: {
  readonly kind: string;
  readonly class: string;
  readonly type: string;
  readonly box: Box;
}): number => {
  const isLine = /LineString$/.test(feature.type);
  if (feature.kind === "road") return roads[feature.class] ?? 15;
  if (feature.kind === "rail") return 9;
  if (feature.kind === "place") return places[feature.class] ?? soughtZoom;
  if (isLine) return flows[feature.class] ?? 12;
  return patchZoom(feature.kind, feature.box);
};
