import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Pace } from "./pace.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const batchMs = 500;

test("an import of ten minutes is followed within seconds, asked for ever less often, and once after its end", () => {
  const told: number[] = [];
  const began = performance.now();
  const pace = new Pace(() => void told.push(Math.round((performance.now() - began) / 1_000)));
  for (let at = 0; at < 600_000; at += batchMs) {
    pace.hear(false);
    vi.advanceTimersByTime(batchMs);
  }
  pace.hear(true);
  vi.advanceTimersByTime(3_000);
  expect(told[0]).toBe(3);
  expect(told.length).toBeLessThan(20);
  expect(told.at(-1)).toBe(603);
  vi.advanceTimersByTime(600_000);
  expect(told.at(-1)).toBe(603);
});

test("what comes after a rest is passed on soon again", () => {
  let told = 0;
  const pace = new Pace(() => {
    told += 1;
  });
  for (let no = 1; no <= 5; no += 1) {
    pace.hear(false);
    vi.advanceTimersByTime(3_000);
    expect(told).toBe(no);
    vi.advanceTimersByTime(30_000);
  }
});
