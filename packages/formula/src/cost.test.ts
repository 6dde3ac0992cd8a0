import { expect, test } from "vitest";
import { evaluate, refuseFormula } from "./index.ts";

const hundred = `[${Array.from({ length: 90 }, (_, n) => n).join(",")}]`;
const names = ["text", "pattern"];

test.each([
  ["an ordinary pattern", 'text.matches("^[A-Z]{2}[0-9]+$")', undefined],
  ["a list in a list", `${hundred}.all(a, ${hundred}.exists(b, a == b))`, undefined],
  ["a pattern that tries every way", 'text.matches("^(a+)+$")', "its pattern repeats what repeats"],
  ["a pattern that comes with the answer", "text.matches(pattern)", "matches only a pattern written out"],
  ["a pattern put together", 'text.matches("^(a" + "+)+$")', "matches only a pattern written out"],
  [
    "three lists in each other",
    `${hundred}.all(a, ${hundred}.all(b, ${hundred}.all(c, a + b + c >= 0)))`,
    "goes through lists in lists deeper than 2",
  ],
  ["a text that doubles and doubles", 'cel.bind(a, text + text, a + a == "")', "may not use bind"],
  ["a list joined to a text", '["a", "b"].join(text) == ""', "may not use join"],
  ["a hundred sums", `${Array.from({ length: 100 }, () => "text").join(" + ")} == ""`, "has more than 50 sums"],
])("%s", (_, text, refused) => {
  expect(refuseFormula(text, names)).toBe(refused);
});

test("what was never checked is not computed either", () => {
  expect(evaluate('text.matches("^(a+)+$")', { text: "aaa" })).toBeUndefined();
  expect(evaluate('text.matches("^a+$")', { text: "aaa" })).toBe(true);
});
