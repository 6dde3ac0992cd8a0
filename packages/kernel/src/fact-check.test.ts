import { describe, expect, test } from "vitest";
import { checkFact, type Fact, type FactKind } from "./fact.ts";
import { checkFactShape, checkPattern, isSameFact } from "./fact-check.ts";

const name = { zh: "字", en: "word" };
const fact = (kind: FactKind, more: Partial<Fact> = {}): Fact => ({ id: "it", name, kind, ...more });
const colours = fact("choices", { choices: { red: name, blue: name } });

test.each<[string, Fact, unknown, string | undefined]>([
  ["a day", fact("date"), "2026-02-28", undefined],
  ["a day no month has", fact("date"), "2026-02-30", "kind"],
  ["a day with its hour", fact("date"), "2026-02-28T10:00", "kind"],
  ["two colours", colours, ["red", "blue"], undefined],
  ["a colour twice", colours, ["red", "red"], "kind"],
  ["a colour of no list", colours, ["green"], "choice"],
  ["a place on the ground", fact("place"), { position: [112.3, 28.8] }, undefined],
  ["a place in words", fact("place"), { words: "文庙路口" }, undefined],
  ["a place in both", fact("place"), { position: [112.3, 28.8], words: "文庙路口" }, undefined],
  ["a place that is nowhere", fact("place"), {}, "kind"],
  ["a place with latitude first", fact("place"), { position: [28.8, 112.3] }, "kind"],
  ["a place with more than a place", fact("place"), { words: "x", owner: "y" }, "kind"],
  ["a person with a phone", fact("person"), { name: "王敏", phone: "13900000000" }, undefined],
  ["a person without a name", fact("person"), { phone: "13900000000" }, "kind"],
  ["a person by a guessed id of the vault", fact("person"), "0199a0a0-0000-7000-8000-000000000001", "kind"],
  ["a thing by its id", fact("thing"), "0199a0a0-0000-7000-8000-000000000001", undefined],
  ["a thing by its name", fact("thing"), "井 1", "kind"],
  ["a number in its range", fact("number", { check: { range: [0, 5] } }), 5, undefined],
  ["a number over its range", fact("number", { check: { range: [0, 5] } }), 5.1, "range"],
  ["a plate", fact("text", { check: { pattern: "湘[A-Z][A-Z0-9]{5}" } }), "湘A12345", undefined],
  ["a plate with words around", fact("text", { check: { pattern: "湘[A-Z][A-Z0-9]{5}" } }), "车牌湘A12345", "pattern"],
  ["a text too long to be matched", fact("text", { check: { pattern: "a+" } }), "a".repeat(201), "long"],
  ["a word that is too short", fact("text", { check: { shortest: 2 } }), "字", "short"],
])("%s", (_, asked, value, code) => {
  expect(checkFact(asked, value)?.code).toBe(code);
});

test("a formula is judged by the evaluator that is given, and what can't be judged is let through", () => {
  const even = fact("number", { check: { formula: "value % 2 == 0" } });
  expect(checkFact(even, 3, (_, { value }) => Number(value) % 2 === 0)).toEqual({ fact: "it", code: "check" });
  expect(checkFact(even, 4, (_, { value }) => Number(value) % 2 === 0)).toBeUndefined();
  expect(checkFact(even, 3, () => undefined)).toBeUndefined();
});

describe("a pattern", () => {
  test.each([
    ["湘[A-Z][A-Z0-9]{5}", undefined],
    ["\\d{3}-\\d{8}", undefined],
    ["(a|b)c", undefined],
    ["(", "is no regular expression"],
    ["(a+)+", "repeats what repeats"],
    ["((a+))+", "repeats what repeats"],
    ["(a|a)*b", "repeats alternatives"],
    ["(?:x(a|aa)y)+b", "repeats alternatives"],
    ["(a|b){2,}", "repeats alternatives"],
    ["(a|b)c", undefined],
    ["(a|a)*b*c*d*", "has more than 3 open repeats"],
    ["(.)\\1", "looks back or ahead"],
    ["(?=a)a", "looks back or ahead"],
    ["x".repeat(201), "is longer than 200 characters"],
  ])("%s", (pattern, why) => {
    expect(checkPattern(pattern)).toBe(why);
  });
});

describe("a definition of a fact", () => {
  test.each<[string, Fact, string[]]>([
    ["that is sound", fact("text"), []],
    ["in the manner of a unit", fact("number", { id: "levelCm" }), []],
    ["named like a sentence", fact("text", { id: "The level" }), ["fact The level: write its id in kebab-case"]],
    [
      "nameless in English",
      fact("text", { name: { zh: "字", en: " " } }),
      ["fact it: its name is missing in a language"],
    ],
    ["of no kind", fact("mood" as FactKind), ['fact it: no kind of fact "mood"']],
    ["that chooses from nothing", fact("choice"), ["fact it: its list is empty"]],
    [
      "turned round",
      fact("number", { check: { range: [5, 0] } }),
      ["fact it: its range goes from a lower to a higher number"],
    ],
    [
      "personal, but a number",
      fact("number", { personal: true }),
      ["fact it: personal facts are texts or persons; nothing else is kept in the vault"],
    ],
    [
      "with a pattern that never ends",
      fact("text", { check: { pattern: "(a+)+" } }),
      ["fact it: its pattern repeats what repeats"],
    ],
  ])("%s", (_, one, faults) => {
    expect(checkFactShape(one)).toEqual(faults);
  });

  test("means another thing when kind, unit, list or privacy differ, and the same when only words do", () => {
    expect(
      isSameFact(fact("number", { unit: "cm" }), fact("number", { unit: "cm", name: { zh: "水位", en: "Level" } })),
    ).toBe(true);
    expect(isSameFact(fact("number", { unit: "cm" }), fact("number", { unit: "m" }))).toBe(false);
    expect(isSameFact(fact("text"), fact("text", { personal: true }))).toBe(false);
  });
});
