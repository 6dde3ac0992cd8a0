import { defineFormula } from "@chengyun/kernel";
import { describe, expect, test } from "vitest";
import { compileFormula } from "./formula.ts";

const risk = defineFormula({
  id: "flood-risk",
  name: { zh: "内涝风险", en: "Flood risk" },
  text: "pumpsDown ? 4.0 : (rain > 50.0 && level > lip - 20.0 ? 3.0 : 1.0)",
  inputs: { rain: "number", level: "number", lip: "number", pumpsDown: "flag" },
  gives: "number",
});

describe("a formula", () => {
  test.each([
    [{ rain: 60, level: 290, lip: 300, pumpsDown: false }, 3],
    [{ rain: 10, level: 290, lip: 300, pumpsDown: false }, 1],
    [{ rain: 0, level: 0, lip: 300, pumpsDown: true }, 4],
  ])("of %j is %d", (inputs, value) => {
    const compiled = compileFormula(risk);
    expect("compute" in compiled && compiled.compute(inputs)).toBe(value);
  });

  test.each([
    ["a word nobody declared", "rain + wind"],
    ["text where a number is due", "rain + 'mm'"],
    ["broken text", "rain >"],
    ["another result than declared", "rain > 1.0"],
    ["a way out of the language", "rain.constructor.constructor('return process')()"],
  ])("with %s is refused with its id", (_, text) => {
    expect(compileFormula({ ...risk, text })).toMatchObject({ fault: expect.stringContaining("flood-risk") });
  });

  test("whose inputs are missing gives nothing, and throws nothing", () => {
    const compiled = compileFormula(risk);
    expect("compute" in compiled && compiled.compute({})).toBeUndefined();
  });
});
