import { expect, test } from "vitest";
import { readCoordinates } from "./coordinate.ts";

const extent = [112.1, 28.7, 112.6, 29] as const;

test.each([
  ["112.3514, 28.8486", [112.3514, 28.8486], "city"],
  ["28.8486,112.3514", [112.3514, 28.8486], "city"],
  ["28.8486 112.3514", [112.3514, 28.8486], "city"],
  ["112.3514，28.8486", [112.3514, 28.8486], "city"],
  ["N28.8486 E112.3514", [112.3514, 28.8486], "said"],
  ["28.8486°N, 112.3514°E", [112.3514, 28.8486], "said"],
  [`28°50'54.96"N 112°21'5.04"E`, [112.3514, 28.8486], "said"],
  ["北纬28°50′54.96″ 东经112°21′5.04″", [112.3514, 28.8486], "said"],
  ["东经112度21分5.04秒，北纬28度50分54.96秒", [112.3514, 28.8486], "said"],
  ["lat: 28.8486, lon: 112.3514", [112.3514, 28.8486], "said"],
  ["（112.3514、28.8486）", [112.3514, 28.8486], "city"],
  ["33.8688 S, 151.2093 E", [151.2093, -33.8688], "said"],
  ["2.3522, 48.8566", [2.3522, 48.8566], "usual"],
])("%s is read", (typed, position, order) => {
  const read = readCoordinates(typed, extent);
  expect(read?.order).toBe(order);
  expect(read?.position[0]).toBeCloseTo(position[0] ?? 0, 5);
  expect(read?.position[1]).toBeCloseTo(position[1] ?? 0, 5);
});

test.each([
  ["云泽大道12号"],
  ["12 8"],
  ["439881001"],
  ["112.35"],
  ["112.35, 28.84, 3"],
  ["N28.8 N28.9"],
  ["28°61'0\"N 112°0'0\"E"],
  ["200.5, 95.5"],
  [""],
])("%s is no place", (typed) => {
  expect(readCoordinates(typed, extent)).toBeUndefined();
});
