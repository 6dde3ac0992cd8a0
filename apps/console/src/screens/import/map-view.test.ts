import { expect, test } from "vitest";
import { readCamera } from "../../parts/map-address.ts";
import { besideControls, viewOf } from "./map-view.ts";

test.each([
  ["a street of lamps close by", [112.34, 28.85, 112.342, 28.8505], 17],
  ["a county from afar", [112.2, 28.6, 113, 29.2], 9.1],
  ["a country from farther", [73, 18, 135, 54], 4],
  ["a single lamp as close as it gets", [112.34, 28.85, 112.34, 28.85], 17],
] as const)("the map shows %s, whole", (_, box, zoom) => {
  const camera = readCamera(viewOf(box));
  expect(camera?.centre[0]).toBeCloseTo((box[0] + box[2]) / 2, 3);
  expect(camera?.centre[1]).toBeCloseTo((box[1] + box[3]) / 2, 3);
  expect(camera?.zoom).toBeCloseTo(zoom, 0);
});

test("a lamp at the western edge of a file lies beside the map's controls, not under them", () => {
  const [west, south, east, north] = besideControls([112.34, 28.846, 112.35, 28.848]);
  const [mapWidth, margin, controls, dot] = [618, 24, 44, 7];
  const edge = margin + ((112.34 - west) / (east - west)) * (mapWidth - 2 * margin);
  expect(edge).toBeGreaterThan(controls + dot);
  expect([south, east, north]).toEqual([28.846, 112.35, 28.848]);
});
