import { fromWall } from "@chengyun/kernel";
import readExif from "exif-reader";

/** Where and when a photo says it was taken. */
export interface Origin {
  readonly takenAt: Date | undefined;
  /** WGS-84. */
  readonly position: readonly [longitude: number, latitude: number] | undefined;
}

const nothing: Origin = { takenAt: undefined, position: undefined };

const toDegrees = (parts: unknown, reference: unknown, most: number): number | undefined => {
  if (!Array.isArray(parts) || parts.length !== 3) return undefined;
  const [degrees, minutes, seconds] = parts.map(Number);
  const value = (degrees ?? 0) + (minutes ?? 0) / 60 + (seconds ?? 0) / 3_600;
  if (!Number.isFinite(value) || value > most) return undefined;
  return reference === "S" || reference === "W" ? -value : value;
};

/** A place in another datum than GPS's own is no place we could name. */
const isWgs84 = (datum: unknown): boolean => typeof datum !== "string" || datum.trim() === "" || /wgs.?84/i.test(datum);

const positionOf = (gps: Readonly<Record<string, unknown>>): Origin["position"] => {
  if (!isWgs84(gps["GPSMapDatum"])) return undefined;
  const latitude = toDegrees(gps["GPSLatitude"], gps["GPSLatitudeRef"], 90);
  const longitude = toDegrees(gps["GPSLongitude"], gps["GPSLongitudeRef"], 180);
  // Cameras without a fix write zeros: nobody photographs a lamp in the Gulf of Guinea.
  if (latitude === undefined || longitude === undefined || (latitude === 0 && longitude === 0)) return undefined;
  return [longitude, latitude];
};

const offsetMs = (text: unknown): number | undefined => {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)/.exec(typeof text === "string" ? text : "") ?? [];
  if (sign === undefined) return undefined;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
};

/** Cameras write what the wall clock showed; without an offset it is the city's wall. */
const momentOf = (photo: Readonly<Record<string, unknown>>, zone: string): Date | undefined => {
  const wall = photo["DateTimeOriginal"];
  if (!(wall instanceof Date) || Number.isNaN(wall.getTime())) return undefined;
  const offset = offsetMs(photo["OffsetTimeOriginal"]);
  return new Date(offset === undefined ? fromWall(zone, wall.getTime()) : wall.getTime() - offset);
};

/** Reads place and time out of a photo's own data before it is stripped; what can't be read is not there. */
export const readOrigin = (exif: Buffer | undefined, zone: string): Origin => {
  if (exif === undefined) return nothing;
  try {
    const { Photo, GPSInfo } = readExif(exif);
    return { takenAt: momentOf(Photo ?? {}, zone), position: positionOf(GPSInfo ?? {}) };
  } catch {
    // Broken data of its own doesn't make a photo worthless.
    return nothing;
  }
};
