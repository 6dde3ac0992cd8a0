import { expect, test } from "vitest";
import { findByWords } from "./everyday-words.ts";

const one = (zh: string, en: string, words: readonly [string, string] = ["", ""], code?: string) => ({
  name: { zh, en },
  words: { zh: words[0].split(";").filter(Boolean), en: words[1].split(";").filter(Boolean) },
  code,
});
const all = [
  one("雨水箅子", "Storm grate", ["下水道;下水口", "drain;gully"], "0104"),
  one("路灯", "Street light", ["灯;路灯坏", "lamp;light out"], "0137"),
  one("路灯不亮", "Street lamp out"),
  one("架空线缆脱落", "Fallen cable", ["电线;电线断", "wire;power line"], "0508"),
];

test.each([
  ["路灯不亮", ["路灯不亮", "路灯"]],
  ["路灯", ["路灯", "路灯不亮"]],
  ["street light", ["路灯"]],
  ["下水道", ["雨水箅子"]],
  ["门口下水道堵了", ["雨水箅子"]],
  ["电线", ["架空线缆脱落"]],
  ["Power Line", ["架空线缆脱落"]],
  ["a wire is down", ["架空线缆脱落"]],
  ["0104", ["雨水箅子"]],
  ["灯", ["路灯不亮", "路灯"]],
  ["鲸鱼", []],
])("%s finds what people mean by it", (typed, names) => {
  const found = findByWords(all, typed).map(({ name }) => name.zh);
  expect([...found].sort()).toEqual([...names].sort());
  if (names.length > 1 && typed !== "灯") expect(found[0]).toBe(names[0]);
});

test("with nothing typed all stand in their order", () => {
  expect(findByWords(all, "  ")).toEqual(all);
});
