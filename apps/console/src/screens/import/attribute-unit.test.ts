import { expect, test } from "vitest";
import { anotherUnit, isUnitSaid, listUnitsWanted, unitSaid, withColumn, withUnit } from "./attribute-unit.ts";
import { beginDraft, type Draft } from "./draft.ts";

const shown = { kind: "things", name: "lamps.csv" } as const;
const columns = { format: "csv", sheets: [], columns: [], rows: [], notices: [] } as const;
const height = { id: "heightM", name: { zh: "杆高", en: "Height" }, unit: "m" };
const targets = {
  things: [{ id: "lamp-post", name: { zh: "路灯", en: "Street light" }, attributes: [height], streams: [] }],
  links: [],
};
const draft = (figure: Draft["attributes"][string]): Draft => ({
  ...beginDraft(shown, { ...columns, sheets: [], columns: [], rows: [], notices: [] }),
  fields: { type: { mode: "is", value: "lamp-post" } },
  attributes: { heightM: figure },
});
const wanted = (figure: Draft["attributes"][string]): string[] =>
  listUnitsWanted(shown, draft(figure), targets).map(({ id }) => id);

test("a column in centimetres is never taken for metres: the unit is asked, and its factor follows", () => {
  const chosen = withColumn("高度cm", "m");
  expect([chosen.unit, wanted(chosen)]).toEqual(["", ["heightM"]]);
  const told = withUnit(chosen, "cm", "m");
  expect(told).toEqual({ column: "高度cm", unit: "cm", factor: "0.01" });
  expect(wanted(told)).toEqual([]);
  expect(withUnit(told, "m", "m").factor).toBe("");
});

test("a heading that says no unit is asked, one that says the attribute's own has told it", () => {
  expect([withColumn("高度", "m").unit, withColumn("杆高(m)", "m").unit, withColumn("面积m2", "m²").unit]).toEqual([
    ...["", "m", "m²"],
  ]);
});

test("another unit wants its factor", () => {
  const other = withUnit(withColumn("高度", "m"), anotherUnit, "m");
  expect([isUnitSaid(other, "m"), isUnitSaid({ ...other, factor: "0.3048" }, "m")]).toEqual([false, true]);
});

test("a mapping that was written elsewhere is read by its factor; without one its heading may contradict", () => {
  expect(unitSaid({ column: "高度cm", factor: "0.01" }, "m")).toBe("cm");
  expect(unitSaid({ column: "英尺", factor: "0.3048" }, "m")).toBe(anotherUnit);
  expect(unitSaid({ column: "高度", factor: "" }, "m")).toBe("m");
  expect(wanted({ column: "高度cm", factor: "" })).toEqual(["heightM"]);
});
