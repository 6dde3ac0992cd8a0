import { checkForm, defineForm, type Fact, type FactKind, type FormFault, toHeard } from "@chengyun/kernel";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, refuseFormula } from "./evaluate.ts";

describe("a condition", () => {
  test.each<[string, Record<string, unknown>, unknown]>([
    ["is_hurt", { is_hurt: true }, true],
    ["is_hurt == true", { is_hurt: null }, false],
    ["amount > 10", { amount: 10.5 }, true],
    ["amount > 10", { amount: null }, undefined],
    ["kind == 'cash'", { kind: null }, false],
    ["'phone' in kinds", { kinds: ["phone", "mail"] }, true],
    ["size(goods) > 1", { goods: [{}, {}] }, true],
    ["goods.exists(each, each.value > 100)", { goods: [{ value: 3 }, { value: 300 }] }, true],
    ["until >= since", { since: "2026-11-01", until: "2026-10-31" }, false],
    ["mood == 1", {}, undefined],
    ["no formula at all", {}, undefined],
  ])("%s of %j is %j", (text, values, result) => {
    expect(evaluate(text, values)).toBe(result);
  });

  test.each([
    ["kind == 'cash'", undefined],
    ["kind == 'cash' && amount > 100", undefined],
    ["mood == 'bad'", "Unknown variable: mood"],
    ["kind ==", "Unexpected token: EOF"],
    ["1 + 1", "gives int, not yes or no"],
    ["kind.constructor('return process')()", /./],
  ])("%s is refused with the reason: %s", (text, why) => {
    const said = refuseFormula(text, ["kind", "amount"]);
    if (why instanceof RegExp) expect(said).toMatch(why);
    else expect(said).toBe(why);
  });
});

const name = { zh: "字", en: "word" };
const kinds: readonly FactKind[] = ["text", "number", "flag", "date", "choice", "choices", "place", "person"];
const facts = Object.fromEntries(
  kinds.map((kind): [string, Fact] => [kind, { id: kind, name, kind, choices: { a: name, b: name } }]),
);
const form = defineForm({
  id: "any",
  version: 1,
  name,
  sections: [
    { name, fields: [{ fact: "flag", required: true }, { fact: "number", shownWhen: "flag" }, { fact: "text" }] },
    { name, shownWhen: "number > 3", fields: [{ fact: "date" }, { fact: "choice", required: true }] },
    {
      name,
      repeats: { id: "rows", atMost: 3 },
      fields: [{ fact: "choices" }, { fact: "place", shownWhen: "'a' in choices" }],
    },
    { name, fields: [{ fact: "person" }] },
  ],
  checks: [{ formula: "number < 1000", at: "number", says: name }],
});
const ground = { form, facts, evaluate };
const anything = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom("a", "b", true, false, 4, 5_000, "2026-11-20", ["a"], { words: "x" }),
);
const answers = fc
  .dictionary(fc.constantFrom(...kinds, "rows", "mood"), anything)
  .chain((one) =>
    fc
      .array(fc.dictionary(fc.constantFrom("choices", "place", "mood"), anything), { maxLength: 5 })
      .map((rows) => ({ ...one, rows })),
  );
const mends = (fault: FormFault): boolean => ["hidden", "unknown"].includes(fault.code);

test("whatever is answered, the form says what is wrong and never falls over; what it would send hides nothing", () => {
  fc.assert(
    fc.property(answers, (given) => {
      const faults = checkForm(ground, given);
      const heard = toHeard(ground, given);
      expect(checkForm(ground, heard).filter(mends)).toEqual([]);
      expect(toHeard(ground, heard)).toEqual(heard);
      if (faults.length === 0) expect(checkForm(ground, heard)).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
