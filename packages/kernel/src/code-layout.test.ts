import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CodeLayout, checkCode, codeLength, makeCode, nextLocalClass } from "./code-layout.ts";

const part: CodeLayout = [
  { of: "area", digits: 6 },
  { of: "class", digits: 4 },
  { of: "serial", digits: 6 },
];
const caseNumber: CodeLayout = [
  { of: "area", digits: 6 },
  { of: "date", digits: 8 },
  { of: "serial", digits: 5 },
];
const grid = (area: number, serial: number): CodeLayout => [
  { of: "area", digits: area },
  { of: "serial", digits: serial },
];

describe("a number is made of its pieces", () => {
  test.each([
    [
      "a part of 16 digits, as Suzhou writes it",
      part,
      { area: "320508", class: "0101", serial: 1 },
      "3205080101000001",
    ],
    ["a case of 19", caseNumber, { area: "439881", date: "20261120", serial: 17 }, "4398812026112000017"],
    ["a grid cell of 15", grid(12, 3), { area: "439881001002", serial: 7 }, "439881001002007"],
    [
      "a grid cell of 16, streets with four digits",
      grid(13, 3),
      { area: "4398810010023", serial: 7 },
      "4398810010023007",
    ],
    ["a community grid cell of 20", grid(15, 5), { area: "439881001002007", serial: 3 }, "43988100100200700003"],
    [
      "a part numbered by its county only",
      part,
      { area: "439881001002", class: "9901", serial: 2 },
      "4398819901000002",
    ],
  ])("%s", (_, layout, values, code) => {
    expect(makeCode(layout, values)).toEqual({ code });
    expect(checkCode(layout, code)).toEqual([]);
    expect(code).toHaveLength(codeLength(layout));
  });

  test("a serial that no longer fits is a fault, never cut off: two cases must not share a number", () => {
    expect(makeCode(caseNumber, { area: "439881", date: "20261120", serial: 100_000 })).toEqual({
      faults: ['serial "100000": more than 5 digits'],
    });
    expect(makeCode(part, { area: "439881", serial: 1 })).toEqual({ faults: ["class: not given"] });
    expect(makeCode(part, { area: "43-98", class: "0101", serial: 1 })).toEqual({
      faults: ['area "43-98": digits only'],
    });
  });
});

describe("a number is checked", () => {
  const ground = { area: "439881", classes: new Set(["0101"]) };
  test.each([
    ["4398810101000001", []],
    ["439881010100001", ["15 digits instead of 16"]],
    ["43988101O1000001", ["digits only"]],
    ["3205080101000001", ['area "320508": not of 439881']],
    ["4398810177000001", ['class "0177": not in the dictionary']],
    ["4398810101000000", ["serial: begins with 1"]],
  ])("part %s", (code, faults) => {
    expect(checkCode(part, code, ground)).toEqual(faults);
  });
  test.each([
    ["4398812026022900001", ['date "20260229": no such day']],
    ["4398812024022900001", []],
  ])("case %s", (code, faults) => {
    expect(checkCode(caseNumber, code, ground)).toEqual(faults);
  });

  test("whatever is made is found sound", () => {
    const serials = fc.integer({ min: 1, max: 999_999 });
    const classes = fc.integer({ min: 101, max: 9_999 }).map((number) => String(number).padStart(4, "0"));
    fc.assert(
      fc.property(serials, classes, (serial, code) => {
        const made = makeCode(part, { area: "439881", class: code, serial });
        expect("code" in made && checkCode(part, made.code, { area: "439881" })).toEqual([]);
      }),
    );
  });
});

test("local classes are numbered downwards from 99, gaps first", () => {
  expect(nextLocalClass(["01", "02"])).toBe("99");
  expect(nextLocalClass(["99", "98", "96"])).toBe("97");
  expect(nextLocalClass(Array.from({ length: 99 }, (_, at) => String(at + 1).padStart(2, "0")))).toBeUndefined();
});
