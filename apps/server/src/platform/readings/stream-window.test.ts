import { expect, test } from "vitest";
import { StreamWindow, windowLength } from "./stream-window.ts";

const minute = 60_000;

test("a stream in order is always new", () => {
  const window = new StreamWindow(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < 3 * windowLength; i++) expect(window.judge(i * minute, i)).toBe("new");
});

test("what is told twice is a repeat, told otherwise a conflict, and neither is remembered in its place", () => {
  const window = new StreamWindow(Number.NEGATIVE_INFINITY);
  window.judge(minute, 7);
  expect(window.judge(minute, 7)).toBe("repeat");
  expect(window.judge(minute, 8)).toBe("conflict");
  expect(window.judge(minute, 7)).toBe("repeat");
});

test("out of order but within the window is late without asking the store", () => {
  const window = new StreamWindow(Number.NEGATIVE_INFINITY);
  window.judge(10 * minute, 1);
  expect(window.judge(9 * minute, 1)).toBe("late");
  expect(window.judge(9 * minute, 1)).toBe("repeat");
});

test("what the window has forgotten has to be looked up", () => {
  const window = new StreamWindow(Number.NEGATIVE_INFINITY);
  for (let i = 0; i <= windowLength; i++) window.judge(i * minute, i);
  expect(window.judge(0, 0)).toBe("unknown");
  expect(window.judge(-minute, 0)).toBe("unknown");
  expect(window.judge(minute, 1)).toBe("repeat");
});

test("after a restart everything up to the newest stored has to be looked up", () => {
  const window = new StreamWindow(5 * minute);
  expect(window.judge(5 * minute, 1)).toBe("unknown");
  expect(window.judge(4 * minute, 1)).toBe("unknown");
  expect(window.judge(6 * minute, 1)).toBe("new");
});
