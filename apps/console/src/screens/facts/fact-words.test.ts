import { expect, test } from "vitest";
import { readChoices, toFact, toTyped, writeChoices } from "./fact-words.ts";

test("choices are read a line each, and a line without English is named in Chinese in both", () => {
  const choices = readChoices("iron 铸铁 | Cast iron\n  compound 复合材料\n\nother");
  expect(choices).toEqual({
    iron: { zh: "铸铁", en: "Cast iron" },
    compound: { zh: "复合材料", en: "复合材料" },
    other: { zh: "other", en: "other" },
  });
  expect(readChoices(writeChoices(choices))).toEqual(choices);
});

test("a fact that was opened and saved untouched is the same fact", () => {
  const fact = {
    id: "depthCm",
    name: { zh: "井深", en: "Depth" },
    kind: "number",
    unit: "cm",
    about: "thing",
    check: { range: [0, 3_000], says: { zh: "太深了", en: "too deep" } },
  } as const;
  expect(toFact(toTyped({ ...fact, check: { ...fact.check, range: [0, 3_000] } }))).toEqual(fact);
});

test("what belongs to another kind is left behind when the kind changes", () => {
  const typed = toTyped({ id: "a", name: { zh: "甲", en: "A" }, kind: "number", unit: "cm", check: { range: [0, 1] } });
  expect(toFact({ ...typed, kind: "flag" })).toEqual({ id: "a", name: { zh: "甲", en: "A" }, kind: "flag" });
});
