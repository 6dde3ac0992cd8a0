import type { FileImportKind } from "@chengyun/contracts";

/** West, south, east, north. */
export type Extent = readonly [number, number, number, number];

const kmPerDegree = 111.32;
const [leastKm, mostKm] = [1, 20];
/** Of the city's longer side. */
const share = 0.1;

const shrinkAt = ([, south, , north]: Extent): number =>
  Math.max(Math.cos((((south + north) / 2) * Math.PI) / 180), 0.05);

/**
 * How far beyond the city's outline a row may lie, in whole kilometres: a tenth of its longer side, so that the next town's
 * things are not a small town's. Areas draw the outline itself, and may go further.
 */
export const marginKm = (kind: FileImportKind, extent: Extent): number => {
  const [west, south, east, north] = extent;
  const side = Math.max((east - west) * shrinkAt(extent), north - south) * kmPerDegree;
  return kind === "areas" ? mostKm : Math.min(mostKm, Math.max(leastKm, Math.round(side * share)));
};

const plain = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** The city's extent with a margin all around. */
export const withMargin = (extent: Extent, km: number): Extent => {
  const [west, south, east, north] = extent;
  const [up, aside] = [km / kmPerDegree, km / kmPerDegree / shrinkAt(extent)];
  return [plain(west - aside), plain(south - up), plain(east + aside), plain(north + up)];
};
