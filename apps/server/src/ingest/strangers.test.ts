import type { Socket } from "node:net";
import { expect, test } from "vitest";
import { Strangers } from "./strangers.ts";

const lineFrom = (remoteAddress: string) => {
  const line = { remoteAddress, gone: false, destroy: () => undefined as unknown };
  line.destroy = () => {
    line.gone = true;
  };
  return line;
};
const openDoor = () => {
  let now = 0;
  const strangers = new Strangers({ most: 3, patienceMs: 2_000 }, () => now);
  const enter = (line: object) => strangers.take(line as Socket);
  const wait = (ms: number) => {
    now += ms;
  };
  return { strangers, enter, wait };
};

test("a device gets in though somebody else holds all places and says nothing", () => {
  const { strangers, enter } = openDoor();
  const silent = [1, 2, 3].map(() => lineFrom("10.0.0.1"));
  for (const line of silent) enter(line);
  expect(enter(lineFrom("10.0.0.2"))).toBeDefined();
  expect(silent.map(({ gone }) => gone)).toEqual([true, false, false]);
  expect(strangers.count).toBe(3);
});

test("in a storm from one gateway the newest are turned away, until the oldest took too long", () => {
  const { enter, wait } = openDoor();
  const first = lineFrom("10.0.0.1");
  enter(first);
  for (const line of [lineFrom("10.0.0.1"), lineFrom("10.0.0.1")]) enter(line);
  expect(enter(lineFrom("10.0.0.1"))).toBeUndefined();
  wait(2_000);
  expect(enter(lineFrom("10.0.0.1"))).toBeDefined();
  expect(first.gone).toBe(true);
});

test("who signed in is no stranger any more, and is told so once", () => {
  const { strangers, enter } = openDoor();
  const leave = enter(lineFrom("10.0.0.1"));
  leave?.();
  leave?.();
  expect(strangers.count).toBe(0);
});
