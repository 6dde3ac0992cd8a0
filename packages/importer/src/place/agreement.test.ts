import { describe, expect, test } from "vitest";
import { findDoubt } from "./agreement.ts";
import { type ControlPoint, type FitKind, fitDrawing } from "./control-point.ts";

/** A drawing in metres, x east and y north, whose origin lies in Yunze. */
const corner = [112.36, 28.84] as const;
const metre = 180 / Math.PI / 6_378_137;
const ground = (east: number, north: number): [number, number] => [
  corner[0] + (east * metre) / Math.cos((corner[1] * Math.PI) / 180),
  corner[1] + north * metre,
];
const at = (x: number, y: number, [east, north] = [x, y] as readonly [number, number]): ControlPoint => ({
  from: [x, y],
  to: ground(east, north),
});
const doubt = (kind: FitKind, points: readonly ControlPoint[]) => {
  const placed = fitDrawing(points, kind);
  if (!("rmsM" in placed)) throw new Error(placed.en);
  return findDoubt(points, kind, placed)?.en;
};
const square = [at(0, 0), at(1_000, 0), at(1_000, 1_000), at(0, 1_000)];

describe("control points of a drawing", () => {
  test("that agree within what a hand on a map may be off raise no doubt", () => {
    const byHand = [at(0, 0, [1, 0]), at(1_000, 0, [1_000, 2]), at(1_000, 1_000), at(0, 1_000, [0, 999])];
    expect(doubt("similarity", square)).toBeUndefined();
    expect(doubt("similarity", byHand)).toBeUndefined();
    expect(doubt("affine", byHand)).toBeUndefined();
  });

  test("that are as few as place it are met exactly, right or wrong, and that is said", () => {
    expect(doubt("similarity", square.slice(0, 2))).toMatch(/always met exactly.*third/);
    expect(doubt("affine", square.slice(0, 3))).toMatch(/always met exactly.*fourth/);
  });

  test("that lie almost on one line say little of what lies beside it", () => {
    expect(doubt("affine", [at(0, 0), at(500, 1), at(1_000, 0), at(1_500, 1)])).toMatch(/almost on one line/);
    expect(doubt("similarity", [at(0, 0), at(500, 1), at(1_000, 0)])).toBeUndefined();
  });

  test("of which one is wrong name it", () => {
    const wrong = [...square.slice(0, 3), at(0, 1_000, [150, 1_000]), at(500, 500)];
    expect(doubt("similarity", wrong)).toMatch(/disagree: number 4 .* look at number 4/);
  });

  test("whose x points north, as surveyors write it, are told to be exchanged", () => {
    const turned = square.map(({ from: [x, y], to }) => ({ from: [y + 200, x * 1] as [number, number], to }));
    expect(doubt("similarity", turned)).toMatch(/exchanged.*x points north/);
  });

  test("of which nobody can tell which is wrong are all to be looked at", () => {
    expect(doubt("similarity", [at(0, 0), at(1_000, 0), at(1_000, 1_000, [1_300, 1_000])])).toMatch(/each of them/);
  });
});
