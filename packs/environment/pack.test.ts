import { expect, test } from "vitest";
import { pulse } from "./scenario.ts";

const minute = 60_000;
const at = (metres: number) =>
  Array.from({ length: 14 * 60 }, (_, since) => pulse(since * minute, { metres, order: 0 }));
const peakOf = (values: readonly number[]): number => Math.max(...values);
const whenOf = (values: readonly number[]): number => values.indexOf(peakOf(values));
const widthOf = (values: readonly number[]): number => values.filter((one) => one > peakOf(values) / 2).length;

test("a spill passes one section after the other, later, lower and wider each time", () => {
  const sections = [0, 2_000, 6_000, 12_000].map(at);
  for (const [index, section] of sections.slice(1).entries()) {
    const before = sections[index] ?? [];
    expect(whenOf(section)).toBeGreaterThan(whenOf(before));
    expect(peakOf(section)).toBeLessThan(peakOf(before));
    expect(widthOf(section)).toBeGreaterThan(widthOf(before));
  }
});

test("it takes as long as the water: 6 km at 0.4 m/s are a little more than four hours", () => {
  const hours = (whenOf(at(6_000)) - whenOf(at(0))) / 60;
  expect(hours).toBeGreaterThan(3.9);
  expect(hours).toBeLessThan(4.4);
});

test("what was spilt is what passes: the mass under the curve stays the same", () => {
  const mass = (metres: number): number => at(metres).reduce((sum, one) => sum + one, 0);
  expect(mass(6_000) / mass(0)).toBeGreaterThan(0.9);
  expect(mass(6_000) / mass(0)).toBeLessThan(1.1);
});

test("nothing arrives before the water does", () => {
  expect(at(12_000)[60]).toBeLessThan(0.001);
});
