import { expect, test } from "vitest";
import { listSkipped } from "./typed.ts";

const row = (line: number, more: object = {}) => ({ line, values: ["x"], faults: [], ...more });
const repeated = { faults: [{ code: "repeated-in-file", text: { zh: "重复", en: "repeated" } }] };

test("a row that was mended since the list was opened is left out of what is taken, and so is one that repeats another", () => {
  const opened = [row(2), row(3), row(4, repeated)] as never;
  expect([...listSkipped(opened, new Map())]).toEqual([2]);
  const cameBack = [row(2, { isMended: true }), row(3), row(4, repeated)] as never;
  expect([...listSkipped(cameBack, new Map())]).toEqual([0, 2]);
});

test("what somebody said of a row counts, whatever became of it", () => {
  const rows = [row(2, { isMended: true }), row(3), row(4, repeated)] as never;
  const said = new Map([
    [0, false],
    [1, true],
    [2, false],
  ]);
  expect([...listSkipped(rows, said)]).toEqual([1]);
});
