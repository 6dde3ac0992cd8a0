import type { Box } from "../../../platform/geometry.ts";

/** A position read from what somebody typed, and how its order was known. */
export interface ReadPosition {
  readonly position: readonly [longitude: number, latitude: number];
  /** `said`: by letters or words; `city`: only this order lies in the city; `usual`: longitude first, as maps write it. */
  readonly order: "said" | "city" | "usual";
}

/** How far outside the city's extent, in degrees, a position may still be meant for it. */
const nearDegrees = 1;

const number = String.raw`[-+]?\d{1,3}(?:\.\d+)?`;
const mark = String.raw`(?:\s*[°度º]\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′’分]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*(?:"|″|”|''|秒)\s*)?)?`;
const side = "(东经|西经|北纬|南纬|[EWNS]|lng|lon|lat|经度|纬度)";
/** A number with its word before it, or behind it, or none. */
const one = new RegExp(String.raw`${side}\s*[:=]?\s*(${number})${mark}|(${number})${mark}\s*${side}?`, "giu");

/** Full-width signs as narrow ones; primes and degrees stay what they are. */
const toNarrow = (text: string): string =>
  text.replaceAll(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)).replaceAll("\u3000", " ");

interface Part {
  readonly degrees: number;
  readonly axis: "longitude" | "latitude" | undefined;
}

const axisOf = (text: string | undefined): Part["axis"] => {
  if (text === undefined) return undefined;
  return /^(?:东经|西经|e|w|lng|lon|经度)$/i.test(text) ? "longitude" : "latitude";
};

const isNegative = (text: string | undefined): boolean => text !== undefined && /^(?:西经|南纬|w|s)$/i.test(text);

const readPart = (found: RegExpMatchArray): Part | undefined => {
  const [, before, ...rest] = found;
  const [whole = "", minutes, seconds] = before === undefined ? rest.slice(3) : rest;
  const word = before ?? rest[6];
  if (Number(minutes ?? 0) >= 60 || Number(seconds ?? 0) >= 60) return undefined;
  const size = Math.abs(Number(whole)) + Number(minutes ?? 0) / 60 + Number(seconds ?? 0) / 3_600;
  const sign = whole.startsWith("-") !== isNegative(word) ? -1 : 1;
  return { degrees: sign * size, axis: axisOf(word) };
};

const isOnEarth = ([longitude, latitude]: readonly [number, number]): boolean =>
  Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;

const isNear = ([x, y]: readonly [number, number], [west, south, east, north]: Box): boolean =>
  x >= west - nearDegrees && x <= east + nearDegrees && y >= south - nearDegrees && y <= north + nearDegrees;

const otherAxis = (axis: Part["axis"]): Part["axis"] => {
  if (axis === undefined) return undefined;
  return axis === "longitude" ? "latitude" : "longitude";
};

const inOrder = (first: Part, second: Part, extent: Box): ReadPosition | undefined => {
  const straight = [first.degrees, second.degrees] as const;
  const turned = [second.degrees, first.degrees] as const;
  const axis = first.axis ?? otherAxis(second.axis);
  if (axis !== undefined) return { position: axis === "longitude" ? straight : turned, order: "said" };
  if (isNear(straight, extent) !== isNear(turned, extent))
    return { position: isNear(straight, extent) ? straight : turned, order: "city" };
  return { position: isOnEarth(straight) ? straight : turned, order: "usual" };
};

/**
 * Reads a pair of coordinates in the usual writings: decimal, or degrees with minutes and seconds, letters or words
 * before or behind, in either order. Undefined when it is something else.
 */
export const readCoordinates = (typed: string, extent: Box): ReadPosition | undefined => {
  const text = toNarrow(typed).trim();
  const parts = [...text.matchAll(one)];
  // What is left besides numbers and their words must be nothing but what stands between two numbers.
  const rest = text.replaceAll(one, "").replaceAll(/[\s,;，；、/()（）]/g, "");
  const [first, second] = parts.map(readPart);
  if (parts.length !== 2 || rest !== "" || first === undefined || second === undefined) return undefined;
  if (first.axis !== undefined && first.axis === second.axis) return undefined;
  // Two whole numbers are a house and a floor before they are a place.
  if (!/[.°度º′'分]/.test(text) && first.axis === undefined && second.axis === undefined) return undefined;
  const read = inOrder(first, second, extent);
  return read !== undefined && isOnEarth(read.position) ? read : undefined;
};
