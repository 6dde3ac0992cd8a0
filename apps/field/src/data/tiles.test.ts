import { expect, test } from "vitest";
import { tileOf, tilesAround } from "./tiles.ts";

test("a place lies in the tile every map says it does", () => {
  expect(tileOf([116.326, 40.003], 15)).toEqual([26_972, 12_404]);
  expect(tileOf([0, 0], 1)).toEqual([1, 1]);
});

const tiles = { url: "/t/{z}/{x}/{y}?v=7", minZoom: 0, maxZoom: 16 };

test("two tasks in one street share their tiles", () => {
  const one = tilesAround([[112.36, 28.84]], tiles);
  expect(one).toHaveLength(29);
  expect(
    tilesAround(
      [
        [112.36, 28.84],
        [112.36, 28.84],
      ],
      tiles,
    ),
  ).toEqual(one);
  expect(one.every((url) => url.endsWith("?v=7"))).toBe(true);
});

test("a phone keeps so many and no more", () => {
  const many = Array.from({ length: 100 }, (_, n) => [112 + n, 28.84] as const);
  expect(tilesAround(many, tiles)).toHaveLength(400);
});
