import type { Point } from "../mesh/geometry.ts";

/** A smooth field of chance over the plan, from -1 to 1. */
export type Field = (at: Point) => number;

const hash = (x: number, y: number, seed: number): number => {
  let mixed = Math.imul(x, 374_761_393) ^ Math.imul(y, 668_265_263) ^ Math.imul(seed, 2_246_822_519);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1_274_126_177);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2_147_483_648 - 1;
};

const ease = (t: number): number => t * t * (3 - 2 * t);

/** Waves of about `size` metres. */
export const newField = (seed: number, size: number): Field => {
  return ([east, north]) => {
    const [x, y] = [east / size, north / size];
    const [left, low] = [Math.floor(x), Math.floor(y)];
    const [u, v] = [ease(x - left), ease(y - low)];
    const south = hash(left, low, seed) * (1 - u) + hash(left + 1, low, seed) * u;
    const north_ = hash(left, low + 1, seed) * (1 - u) + hash(left + 1, low + 1, seed) * u;
    return south * (1 - v) + north_ * v;
  };
};

/** Large waves with smaller ones on them. */
export const newRoughField = (seed: number, size: number): Field => {
  const layers = [1, 2, 4].map((finer) => ({ field: newField(seed + finer, size / finer), weight: 1 / finer }));
  const whole = layers.reduce((sum, { weight }) => sum + weight, 0);
  return (at) => layers.reduce((sum, { field, weight }) => sum + weight * field(at), 0) / whole;
};
