import { describe, expect, test } from "vitest";
import { areaCodes, areaPath, isWithin } from "./area.ts";

describe("areas", () => {
  const city = areaPath("4309");
  const county = areaPath("430981", city);
  test("a path names its parents, outermost first", () => {
    expect(county).toBe("4309/430981/");
    expect(areaCodes(county)).toEqual(["4309", "430981"]);
    expect(areaCodes("")).toEqual([]);
  });
  test.each([
    ["a county lies in its city", "4309/430981/", "4309/", true],
    ["a city does not lie in its county", "4309/", "4309/430981/", false],
    ["an area lies in itself", "4309/", "4309/", true],
    ["a code that begins alike is another area", "43090/", "4309/", false],
    ["everything lies in the whole city", "4309/430981/", "", true],
  ])("%s", (_, inner, outer, within) => {
    expect(isWithin(inner, outer)).toBe(within);
  });
});
