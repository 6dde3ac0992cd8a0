import { describe, expect, test } from "vitest";
import { checkCondition, decide, type Fields, type Rule } from "./decide.ts";

const lamp: Fields = {
  category: "lamp-out",
  area: "4309/430981/001/",
  severity: "",
  channel: "desk",
  longitude: 112.35,
  latitude: 28.85,
};
const rule = (id: string, condition: string, version = 1): Rule => ({
  id,
  version,
  areaPath: "",
  condition,
  departmentId: `d-${id}`,
});
const rules = [
  rule("park", 'area.startsWith("4309/430981/007/")'),
  rule("lamps", 'category == "lamp-out" && severity != "red"'),
  rule("night", 'channel == "citizen"'),
];

describe("a routing rule", () => {
  test("that holds first decides, and says what it read", () => {
    const { fired, runs, ran } = decide(rules, lamp);
    expect(fired?.id).toBe("lamps");
    expect(runs).toEqual([
      { rule: "park", version: 1, reads: ["area"], holds: false },
      { rule: "lamps", version: 1, reads: ["category", "severity"], holds: true },
    ]);
    expect(ran).toEqual(["park", "lamps"]);
  });

  test("runs again only when a field it read has changed", () => {
    const first = decide(rules, lamp);
    const moved = { ...lamp, area: "4309/430981/007/" };
    const second = decide(rules, moved, { before: { runs: first.runs, fields: lamp } });
    expect([second.fired?.id, second.ran]).toEqual(["park", ["park"]]);
    const graver = decide(rules, { ...moved, severity: "red" }, { before: { runs: second.runs, fields: moved } });
    expect([graver.fired?.id, graver.ran]).toEqual(["park", []]);
  });

  test("of another version runs again though nothing of the case changed", () => {
    const first = decide(rules, lamp);
    const edited = [rule("park", "longitude > 112.0", 2), ...rules.slice(1)];
    const again = decide(edited, lamp, { before: { runs: first.runs, fields: lamp } });
    expect([again.fired, again.ran]).toEqual([edited[0], ["park"]]);
  });

  test("of one street says nothing about the next", () => {
    const local = { ...rule("local", "true"), areaPath: "4309/430981/007/" };
    const here = decide([local], lamp);
    expect([here.fired, here.runs[0]?.reads]).toEqual([undefined, ["area"]]);
    expect(decide([local], { ...lamp, area: "4309/430981/007/02/" }).fired).toBe(local);
  });

  describe("of a case that a dictionary calls otherwise than the rule", () => {
    const classed = { ...lamp, category: "yuncheng/2/part-0137" };
    const kin = ["yuncheng/2/part-0137", "yuncheng/1/part-0137", "part-street-light", "lamp-out"];
    test.each([
      ['category == "lamp-out"', true],
      ["category in ['part-street-light', 'manhole-lid']", true],
      ['category == "yuncheng/1/part-0137"', true],
      ['category == "yuncheng/2/part-0137"', true],
      ['category == "manhole-lid"', false],
      ['category != "lamp-out"', false],
      ['category == "part-street-light" && severity == "red" || category == "lamp-out"', true],
      ['channel == "desk"', true],
    ])("%s: %s", (condition, holds) => {
      expect(decide([rule("one", condition)], classed, { kin }).runs[0]?.holds).toBe(holds);
    });
  });

  test("whose condition leads nowhere holds for nobody", () => {
    expect(
      decide([rule("odd", "1.0 / (longitude - longitude) > 1.0 && category[5] == 'x'")], lamp).fired,
    ).toBeUndefined();
  });

  test.each([
    ['category == "lamp-out"', undefined],
    ["category", /gives string/],
    ["colour == 'red'", /Unknown variable/],
    ["category ==", /Unexpected/],
    ["longitude > 'a'", /./],
  ])("%s is sound, or said to be wrong in words", (condition, said) => {
    const fault = checkCondition(condition);
    if (said === undefined) expect(fault).toBeUndefined();
    else expect(fault).toMatch(said);
  });
});
