import { metresPerDegree } from "../place.ts";
import type { Random } from "../random.ts";

/** Longitude and latitude in degrees, WGS-84. */
export type Position = readonly [number, number];

/** A closed ring of positions. */
export type Ring = readonly Position[];

/**
 * A point of the plan, in metres: `u` across the river (west negative), `v` along it (north positive). The plan is a
 * plain grid; the ground bends it along the river and the shore, so that streets near water follow the water.
 */
export type PlanPoint = readonly [u: number, v: number];

/** Maps the plan to the ground. */
export type Ground = (point: PlanPoint) => Position;

/** Where the lake begins in the plan. */
export const shoreV = -640;

const centre: Position = [112.35, 28.848];
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6;

/** A ground with its own meanders: how far the river and the shore swing, and where. */
export const newGround = (random: Random): Ground => {
  const phases = Array.from({ length: 6 }, () => random.between(0, 2 * Math.PI));
  const [bend = 0, ripple = 0, bay = 0, cove = 0, hill = 0, dale = 0] = phases;
  const turn = random.between(0.09, 0.14);
  return ([u, v]) => {
    const river = 110 * Math.sin(v / 400 + bend) + 34 * Math.sin(v / 165 + ripple);
    const shore = 58 * Math.sin(u / 370 + bay) + 20 * Math.sin(u / 140 + cove);
    const x = u + river * Math.exp(-((u / 650) ** 2)) + 34 * Math.sin(v / 480 + hill);
    const y = v + shore * Math.exp(-(((v - shoreV) / 330) ** 2)) + 46 * Math.sin(u / 390 + dale);
    const east = x * Math.cos(turn) + y * Math.sin(turn);
    const north = y * Math.cos(turn) - x * Math.sin(turn);
    return [
      round(centre[0] + east / (metresPerDegree * Math.cos((centre[1] * Math.PI) / 180))),
      round(centre[1] + north / metresPerDegree),
    ];
  };
};

const step = 20;

/**
 * Points from one place to another along a line of the plan. Every line is cut at the same multiples and at the given
 * places, so that neighbours who share it share every vertex.
 */
export const cutLine = (from: number, to: number, places: readonly number[] = []): number[] => {
  const [low, high] = from < to ? [from, to] : [to, from];
  const cuts = new Set<number>([low, high, ...places.filter((place) => place > low && place < high)]);
  for (let at = Math.ceil(low / step) * step; at < high; at += step) cuts.add(at);
  const sorted = [...cuts].sort((one, other) => one - other);
  return from < to ? sorted : sorted.reverse();
};

/** A box of the plan: from west to east, from south to north. */
export interface PlanBox {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

/** The ring of a box of the plan on the ground, counterclockwise, its sides cut as {@link cutLine} cuts. */
export const toRing = (ground: Ground, box: PlanBox, cuts: Cuts = { u: [], v: [] }): Ring => {
  const { west, east, south, north } = box;
  const points: PlanPoint[] = [
    ...cutLine(west, east, cuts.u).map((u): PlanPoint => [u, south]),
    ...cutLine(south, north, cuts.v)
      .slice(1)
      .map((v): PlanPoint => [east, v]),
    ...cutLine(east, west, cuts.u)
      .slice(1)
      .map((u): PlanPoint => [u, north]),
    ...cutLine(north, south, cuts.v)
      .slice(1)
      .map((v): PlanPoint => [west, v]),
  ];
  return points.map(ground);
};

/** Further places at which lines are cut, along each direction of the plan. */
export interface Cuts {
  readonly u: readonly number[];
  readonly v: readonly number[];
}

/** Metres between two positions, for distances of a city. */
export const metresBetween = (one: Position, other: Position): number => {
  const east = (other[0] - one[0]) * Math.cos((one[1] * Math.PI) / 180);
  return Math.hypot(east, other[1] - one[1]) * metresPerDegree;
};

/** Whether a position lies in a ring. */
export const isInside = ([x, y]: Position, ring: Ring): boolean => {
  let inside = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at, at += 1) {
    const [ax, ay] = ring[at] ?? [0, 0];
    const [bx, by] = ring[before] ?? [0, 0];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
};
