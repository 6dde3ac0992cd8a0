import type { CapAlert, ReachPolygon } from "@chengyun/kernel";
import { circle } from "@turf/circle";

type Position = readonly [number, number];

const circleSteps = 32;
const metresPerKilometre = 1_000;

const toPosition = (pair: string): Position | undefined => {
  const [latitude = Number.NaN, longitude = Number.NaN, ...more] = pair.split(",").map(Number);
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return more.length === 0 && isOnEarth ? [longitude, latitude] : undefined;
};

/** A polygon as CAP writes it; undefined when it is none: fewer than four pairs, not closed, not on the earth. */
const toPolygon = (text: string): ReachPolygon | undefined => {
  const positions = text.trim().split(/\s+/).map(toPosition);
  const ring = positions.flatMap((position) => (position === undefined ? [] : [position]));
  const [first, last] = [ring[0], ring.at(-1)];
  const isClosed = first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1];
  return ring.length === positions.length && ring.length >= 4 && isClosed ? [ring] : undefined;
};

/** A circle as CAP writes it, `lat,lon km`; one without a radius is no area. */
const toCircle = (text: string): ReachPolygon | undefined => {
  const [pair = "", radius = ""] = text.trim().split(/\s+/);
  const centre = toPosition(pair);
  const kilometres = Number(radius);
  if (centre === undefined || !(kilometres > 0) || kilometres > 1_000) return undefined;
  const drawn = circle([centre[0], centre[1]], kilometres * metresPerKilometre, {
    units: "meters",
    steps: circleSteps,
  });
  return drawn.geometry.coordinates.map((ring) => ring.map(([x = 0, y = 0]): Position => [x, y]));
};

/** Every shape a message draws, once; what can't be drawn is left out. */
export const toPolygons = ({ infos }: CapAlert): ReachPolygon[] => {
  const areas = infos.flatMap((info) => info.areas);
  const polygons = new Set(areas.flatMap((area) => area.polygons));
  const circles = new Set(areas.flatMap((area) => area.circles));
  const drawn = [...[...polygons].map(toPolygon), ...[...circles].map(toCircle)];
  return drawn.filter((one) => one !== undefined);
};
