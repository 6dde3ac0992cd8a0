import { describe, expect, test } from "vitest";
import { hours } from "./quantity.ts";
import {
  checkWarningText,
  checkWarningType,
  colourOf,
  countSms,
  defineWarning,
  fillWarning,
  type WarningText,
} from "./warning.ts";
import { isWarningNumber, writeWarningNumber } from "./warning-number.ts";

const text: WarningText = {
  headline: { zh: "{department}发布暴雨黄色预警", en: "Yellow rainstorm warning" },
  short: { zh: "{area}6小时内将降雨{rainMm}毫米。", en: "{rainMm} mm of rain in 6 hours in {area}." },
  description: { zh: "预计{area}有暴雨。", en: "Heavy rain is expected in {area}." },
  instruction: { zh: "远离低洼处。", en: "Keep away from low ground." },
};
const level = {
  condition: { zh: "6小时50毫米", en: "50 mm in 6 hours" },
  urgency: "Expected",
  certainty: "Likely",
  holds: hours(6),
  text,
} as const;
const rain = defineWarning({
  id: "rain",
  name: { zh: "暴雨", en: "Rainstorm" },
  event: { zh: "暴雨", en: "Rainstorm" },
  category: "Met",
  code: "11B03",
  duty: "flood",
  places: { rainMm: { kind: "number", name: { zh: "雨量", en: "Rain" }, sample: 50 } },
  levels: { yellow: level },
  source: "test",
});

describe("a type of warning", () => {
  test("that is sound has no faults", () => {
    expect(checkWarningType(rain)).toEqual([]);
  });

  test.each([
    ["a place nobody fills", { ...text, short: { zh: "{雨}下{snow}", en: "Snow" } }, "no place {snow}"],
    ["Chinese in the English text", { ...text, headline: { zh: "暴雨", en: "暴雨 warning" } }, "wrong-language"],
    ["nothing to do", { ...text, instruction: { zh: "", en: "Stay" } }, "empty"],
  ])("with %s is told so", (_, said, fault) => {
    expect(checkWarningType({ ...rain, levels: { red: { ...level, text: said } } }).join("\n")).toContain(fault);
  });

  test("with an event longer than receivers show, or a code that is none, is told so", () => {
    expect(checkWarningType({ ...rain, event: { zh: "雨".repeat(36), en: "Rain" } }).join()).toContain("too-long");
    expect(checkWarningType({ ...rain, code: "rain" }).join()).toContain("two digits");
  });
});

describe("the words of a warning", () => {
  const filled = fillWarning(
    text,
    { area: { zh: "河东", en: "Hedong" }, rainMm: 50, department: { zh: "气象台", en: "Met office" } },
    "Asia/Shanghai",
  );

  test("are filled in both languages", () => {
    expect(filled.short).toEqual({ zh: "河东6小时内将降雨50毫米。", en: "50 mm of rain in 6 hours in Hedong." });
    expect(checkWarningText(rain.event, filled)).toEqual([]);
  });

  test("with a place left open, or empty, are not sent", () => {
    expect(checkWarningText(rain.event, text).map(({ code }) => code)).toContain("open-place");
    expect(checkWarningText(rain.event, { ...filled, instruction: { zh: " ", en: "Stay" } })).toEqual([
      { path: "instruction.zh", code: "empty" },
    ]);
  });

  test("cost as many messages as they are long", () => {
    expect([
      countSms("雨".repeat(70)),
      countSms("雨".repeat(71)),
      countSms("r".repeat(160)),
      countSms("r".repeat(161)),
    ]).toEqual([1, 2, 1, 2]);
  });
});

test("the colour of a foreign message follows its severity", () => {
  expect([colourOf("Extreme"), colourOf("Minor"), colourOf("Unknown")]).toEqual(["red", "blue", "blue"]);
});

describe("the number of a warning", () => {
  const parts = { area: "439881", issuer: "41500000", at: Date.parse("2026-11-30T16:00:01Z"), serial: 0 };

  test("has 31 characters and the city's wall clock in it", () => {
    const number = writeWarningNumber(parts, "Asia/Shanghai");
    expect(number).toBe("43988141500000_20261201000001_0");
    expect(number?.length).toBe(31);
    expect(isWarningNumber(number ?? "")).toBe(true);
  });

  test("does not exist for an eleventh within a second", () => {
    expect(writeWarningNumber({ ...parts, serial: 10 }, "Asia/Shanghai")).toBeUndefined();
    expect(isWarningNumber("43988141500000-20261201000001-0")).toBe(false);
  });
});
