import { expect, test } from "vitest";
import { factorBetween, otherUnitAtEnd, saysUnit, unitAtEnd, unitsLike } from "./unit.ts";

test("the heading of a column says its unit where it stands apart from the word", () => {
  const headings = ["高度cm", "灯杆高(cm)", "杆高（m）", "height_mm", "heightCm", "面积 公顷", "长度米", "功率kW"];
  expect(headings.map(unitAtEnd)).toEqual(["cm", "cm", "m", "mm", "cm", "ha", "m", "kW"]);
  expect(["item", "form", "编号", "cat", "", "占地平方公里"].map(unitAtEnd)).toEqual([
    ...[undefined, undefined, undefined, undefined, undefined],
    "km²",
  ]);
});

test("two ways of writing a unit are one, two units are not", () => {
  expect([otherUnitAtEnd("高度cm", "m"), otherUnitAtEnd("面积m2", "m²"), otherUnitAtEnd("高度", "m")]).toEqual([
    ...["cm", undefined, undefined],
  ]);
  expect([saysUnit("杆高(m)", "m"), saysUnit("杆高", "m"), saysUnit("面积m²", "m2")]).toEqual([true, false, true]);
});

test("units of one kind are offered with the factor that brings them to ours", () => {
  expect(unitsLike("m")).toEqual([
    { unit: "m", factor: 1 },
    { unit: "cm", factor: 0.01 },
    { unit: "mm", factor: 0.001 },
    { unit: "km", factor: 1_000 },
  ]);
  expect(unitsLike("cm").find(({ unit }) => unit === "mm")?.factor).toBe(0.1);
  expect(unitsLike("{place}")).toEqual([{ unit: "{place}", factor: 1 }]);
  expect([factorBetween("ha", "m2"), factorBetween("kW", "m"), factorBetween("L", "m³")]).toEqual([
    ...[10_000, undefined, 0.001],
  ]);
});
