import { expect, test } from "vitest";
import { en } from "../../strings/en.ts";
import { zh } from "../../strings/zh.ts";
import { fieldName, isChange, isMoment, toNames, toRows, valueName } from "./entry-fields.ts";

const water = { id: "081b2d79-0e3a-84b3-95fc-cff50a2f3b9b", code: "water", name: { zh: "排水处", en: "Drainage" } };
const qintai = { zh: "琴台街道", en: "Qintai" };
const names = toNames({
  departments: [{ ...water, duties: [] }],
  posts: [],
  areas: [{ id: "a1", code: "430981", level: 3, name: qintai, path: "4309/430981/", parentPath: "4309/" }],
  categories: [{ id: "manhole", name: { zh: "井盖", en: "Manhole cover" } }],
  facts: [{ id: "depth-of-water", name: { zh: "积水深度", en: "Depth of the water" } }],
  flow: { stages: [{ id: "filed", name: { zh: "待派遣", en: "To dispatch" }, end: false }] },
});

test("a department is called by its name, whether an entry kept its id or its code", () => {
  expect(valueName("department", water.id, names)).toEqual(water.name);
  expect(valueName("department", "water", names)).toEqual(water.name);
  expect(valueName("to", water.id, names)).toEqual(water.name);
});

test("areas, categories and stages are called by their names where they are meant, and nowhere else", () => {
  expect(valueName("areaPath", "4309/430981/", names)).toEqual(qintai);
  expect(valueName("category", "manhole", names)?.en).toBe("Manhole cover");
  expect(valueName("stage", "filed", names)?.zh).toBe("待派遣");
  expect(valueName("severity", "red", names)?.zh).toContain("红");
  expect(valueName("reason", "filed", names)).toBeUndefined();
  expect(valueName("comment", "water", names)).toBeUndefined();
});

test("a field has our word or that of the fact it is; another has none", () => {
  expect(fieldName("department", names, { t: zh, language: "zh" })).toBe("部门");
  expect(fieldName("dueAt", names, { t: en, language: "en" })).toBe("Due");
  expect(fieldName("depth-of-water", names, { t: zh, language: "zh" })).toBe("积水深度");
  expect(fieldName("flux", names, { t: zh, language: "zh" })).toBeUndefined();
});

test("what was before stands beside what is now", () => {
  const before = { department: "gardens", severity: "yellow" };
  expect(toRows({ reason: "派错了", department: "water", note: "急", before })).toEqual([
    ["department", { before: "gardens", after: "water" }],
    ["note", "急"],
    ["before", { severity: "yellow" }],
  ]);
  expect(toRows({ department: "water" })).toEqual([["department", "water"]]);
  expect(toRows({ name: "灯", before: "路灯" })).toEqual([
    ["name", "灯"],
    ["before", "路灯"],
  ]);
});

test("a moment is one with its offset, a change one of before and after alone", () => {
  expect(isMoment("2026-11-30T12:33:34.120Z")).toBe(true);
  expect(isMoment("2026-11-30")).toBe(false);
  expect(isChange({ before: 1, after: 2 })).toBe(true);
  expect(isChange({ before: 1, note: "x" })).toBe(false);
});
