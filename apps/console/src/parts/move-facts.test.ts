import type { FactShape } from "@chengyun/contracts";
import { expect, test } from "vitest";
import { doubtsOf, toFacts, toKnown } from "./move-facts.ts";

const fact = (id: string, kind: FactShape["kind"]): FactShape => ({
  id,
  kind,
  name: { zh: id, en: id },
  required: false,
});

test("what nobody filled in is not sent as if it were said", () => {
  const facts = [fact("reason", "text"), fact("photos", "photos"), fact("department", "department")];
  expect(toFacts(facts, { reason: "", photos: [], department: "d1", other: "x" }, 0)).toEqual({ department: "d1" });
});

test("a time typed in the city is a moment of the world", () => {
  const typed = { at: "2026-11-20T08:00" };
  expect(toFacts([fact("at", "time")], typed, 28_800_000)).toEqual({ at: "2026-11-20T00:00:00.000Z" });
});

test("a flag that was answered no is an answer", () => {
  expect(toFacts([fact("met", "flag")], { met: false }, 0)).toEqual({ met: false });
});

test("the department that has the duty is chosen already; what somebody else wrote is not put into my mouth", () => {
  const facts = [fact("department", "department"), fact("comment", "text"), fact("photos", "photos")];
  const known = { department: "d1", comment: "said before", photos: ["p1"], category: "c" };
  expect(toKnown(facts, known)).toEqual({ department: "d1" });
});

test("the only written condition is chosen already; of several none is, whatever words the case kept", () => {
  const label = { zh: "修复", en: "mended" };
  const one: FactShape = { ...fact("closing-condition", "choice"), required: true, choices: { "pothole#1": label } };
  expect(toKnown([one], { "closing-condition": "平了" })).toEqual({ "closing-condition": "pothole#1" });
  const two = { ...one, choices: { ...one.choices, "pothole#2": label } };
  expect(toKnown([two], { "closing-condition": "平了" })).toEqual({});
  expect(toKnown([two], { "closing-condition": "pothole#2" })).toEqual({ "closing-condition": "pothole#2" });
});

test("the department that handed a case back is asked about, and no other", () => {
  const why = { zh: "供水公司已退回", en: "the water company handed it back" };
  const facts: FactShape[] = [{ ...fact("department", "department"), doubts: { water: why } }];
  expect([doubtsOf(facts, { department: "water" }), doubtsOf(facts, { department: "roads" })]).toEqual([[why], []]);
});
