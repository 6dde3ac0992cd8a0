import { expect, test } from "vitest";
import { formatNumber } from "../number-format.ts";
import { valueRange, withGaps } from "./series.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 20, 0, minute)).toISOString();

test("an hour without readings is a gap in the line, not a straight way across", () => {
  const points = [0, 5, 10, 70, 75].map((minute) => ({ at: at(minute), value: minute }));
  expect(withGaps(points).map(([, value]) => value)).toEqual([0, 5, 10, null, 70, 75]);
});

test("a gauge that reports every hour has no gaps between its hours", () => {
  const points = [0, 60, 120].map((minute) => ({ at: at(minute), value: 1 }));
  expect(withGaps(points, 3_600_000)).toHaveLength(3);
});

test("a warning level near the water is on the chart, one far above does not flatten it", () => {
  const points = [100, 120, 140].map((value, index) => ({ at: at(index), value }));
  const range = (value: number) => valueRange({ points, digits: 0, lines: [{ severity: "red", value }] });
  expect(range(150)[1]).toBeGreaterThan(150);
  expect(range(900)[1]).toBeLessThan(160);
});

test("a gauge that stays at zero has an axis from zero to one, not from zero to zero", () => {
  const points = [0, 0, 0].map((value, index) => ({ at: at(index), value }));
  const [low, high] = valueRange({ points, digits: 0, lines: [] });
  expect([low, high].map(Math.round).map((value) => value + 0)).toEqual([0, 1]);
  expect(formatNumber(low)).toBe("0");
});

test("a ripple smaller than the gauge can tell does not fill the chart", () => {
  const points = [3.1, 3.2].map((value, index) => ({ at: at(index), value }));
  const [low, high] = valueRange({ points, digits: 0, lines: [] });
  expect(high - low).toBeGreaterThanOrEqual(1);
});
