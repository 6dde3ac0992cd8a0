import { expect, test } from "vitest";
import { RowBuffer } from "./row-buffer.ts";

test.each([
  ["the storm of 2014", Date.UTC(2014, 6, 18, 3, 0, 0, 250)],
  ["a record of 1953", Date.UTC(1953, 1, 1, 2, 24, 0, 1)],
  ["the first millisecond", 0],
  ["the one before it", -1],
])("%s keeps its time in the binary row", (_name, at) => {
  const rows = new RowBuffer();
  rows.addConflict({ stream: 4_000_000_000, at, value: -0.25, received: at + 1, quality: 3 });
  const bytes = Buffer.from(rows.view());
  expect(bytes.length).toBe(29);
  expect(bytes.readUInt32LE(0)).toBe(4_000_000_000);
  expect(Number(bytes.readBigInt64LE(4))).toBe(at);
  expect(bytes.readDoubleLE(12)).toBe(-0.25);
  expect(Number(bytes.readBigInt64LE(20))).toBe(at + 1);
  expect(bytes.readUInt8(28)).toBe(3);
});

test("a buffer that grows keeps the rows it had", () => {
  const rows = new RowBuffer();
  for (let i = 0; i < 10_000; i++) rows.addReading({ stream: i, at: i, value: i, received: i, quality: 0 });
  const bytes = Buffer.from(rows.view());
  expect(bytes.length).toBe(10_000 * 37);
  for (const i of [0, 4095, 4096, 9999]) expect(bytes.readUInt32LE(i * 37)).toBe(i);
});
