import { fault, quoted, type RowFault } from "../fault.ts";
import type { Placing } from "./coordinate-system.ts";

/** West, south, east, north in WGS-84 degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** Seven digits are a centimetre: more is noise that makes the same place look changed. */
const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;

const whole: Bounds = [-180, -90, 180, 90];

const isInside = ([west, south, east, north]: Bounds, x: number, y: number): boolean =>
  x >= west && x <= east && y >= south && y <= north;

/** What a position is judged by. */
export interface PositionGround {
  readonly placing: Placing;
  readonly bounds: Bounds | undefined;
}

const toNumber = (value: unknown): number =>
  typeof value === "number" ? value : typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;

const misplaced = (
  { placing, bounds }: PositionGround,
  line: number,
  [x, y]: readonly [number, number],
  field: string,
): RowFault => {
  const shown = `${x}, ${y}`;
  const turned = placing.toWgs84(y, x);
  if (turned.every(Number.isFinite) && isInside(bounds ?? whole, ...turned))
    return fault(line, field, "swapped-coordinates", [
      `${quoted(shown)} 经纬度颠倒`,
      `${quoted(shown)} only fits with longitude and latitude swapped`,
    ]);
  return fault(line, field, "position-out-of-bounds", [
    `${quoted(shown)} 不在范围内`,
    `${quoted(shown)} lies outside the bounds`,
  ]);
};

/** A position in WGS-84, or why it is none. Numbers that only fit the other way round are said to be swapped, not turned. */
export const readPosition = (
  ground: PositionGround,
  line: number,
  [x, y]: readonly [unknown, unknown],
  field = "position",
): [number, number] | RowFault => {
  const [left, right] = [toNumber(x), toNumber(y)];
  if (!Number.isFinite(left) || !Number.isFinite(right)) {
    const shown = `${String(x ?? "")}, ${String(y ?? "")}`;
    return fault(line, field, "no-position", [`${quoted(shown)} 不是坐标`, `${quoted(shown)} is no position`]);
  }
  if (ground.placing.isDegrees && !isInside(whole, left, right)) return misplaced(ground, line, [left, right], field);
  const [longitude, latitude] = ground.placing.toWgs84(left, right);
  if (
    !Number.isFinite(longitude) ||
    !Number.isFinite(latitude) ||
    !isInside(ground.bounds ?? whole, longitude, latitude)
  )
    return misplaced(ground, line, [left, right], field);
  return [rounded(longitude), rounded(latitude)];
};
