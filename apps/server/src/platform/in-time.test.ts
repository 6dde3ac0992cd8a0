import { expect, test } from "vitest";
import { compileFormula } from "./formula.ts";
import { inTime } from "./in-time.ts";

test("a condition that does not end is cut, and not tried again", () => {
  let tries = 0;
  const endless = () => {
    tries += 1;
    for (;;);
  };
  expect([inTime("endless", endless), inTime("endless", endless), tries]).toEqual([undefined, undefined, 1]);
});

test("what a condition throws is thrown, and the next one is computed", () => {
  const fail = () => {
    throw new Error("no such key");
  };
  expect(() => inTime("fails", fail)).toThrow("no such key");
  expect(inTime("good", () => 7)).toBe(7);
});

test("a formula that could run for long is refused when it is written", () => {
  const formula = { id: "f", name: { zh: "式", en: "f" }, inputs: { text: "text" }, gives: "flag" } as const;
  expect(compileFormula({ ...formula, text: 'text.matches("^(a+)+$")' })).toEqual({
    fault: "formula f: its pattern repeats what repeats",
  });
  const good = compileFormula({ ...formula, text: 'text.matches("^a+$")' });
  expect("compute" in good && good.compute({ text: "aaa" })).toBe(true);
});
