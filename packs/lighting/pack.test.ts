import { expect, test } from "vitest";
import { decodeLampController, encodeLampController } from "./codecs.ts";

test("what a lamp controller writes is read again", () => {
  const readings = [
    { stream: "lamp-current", value: 1.04 },
    { stream: "lamp", value: 2 },
  ];
  expect(decodeLampController(encodeLampController(readings))).toEqual(readings);
});

test.each([
  ["a frame cut short", [0x44, 0x00]],
  ["a frame with something behind it", [0x44, 0x00, 0x01, 0x01]],
  ["a state no lamp has", [0x44, 0x00, 0x03]],
])("%s is no reading at all", (_, bytes) => {
  expect(decodeLampController(Uint8Array.from(bytes))).toEqual([]);
});
