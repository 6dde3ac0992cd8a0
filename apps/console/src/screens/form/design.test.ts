import type { FormDraft } from "@chengyun/contracts";
import { describe, expect, test } from "vitest";
import { addField, compareForms, moveField, removeField, stepField } from "./design.ts";

const name = { zh: "段", en: "part" };
const form: FormDraft = {
  id: "f",
  name,
  sections: [
    { name, fields: [{ fact: "a" }, { fact: "b" }, { fact: "c" }] },
    { name, fields: [{ fact: "d" }] },
  ],
};
const order = (one: FormDraft): string =>
  one.sections.map(({ fields }) => fields.map(({ fact }) => fact).join("")).join("|");

describe("designing a form", () => {
  test.each<[string, FormDraft, string]>([
    ["a field goes down by one", stepField(form, { section: 0, field: 0 }, 1), "bac|d"],
    ["a field goes up by one", stepField(form, { section: 0, field: 2 }, -1), "acb|d"],
    ["the last of a section goes on into the next", stepField(form, { section: 0, field: 2 }, 1), "ab|cd"],
    ["the first goes back into the one before", stepField(form, { section: 1, field: 0 }, -1), "abcd|"],
    ["the first of all stays", stepField(form, { section: 0, field: 0 }, -1), "abc|d"],
    [
      "a dragged field is put before another",
      moveField(form, { section: 1, field: 0 }, { section: 0, field: 1 }),
      "adbc|d".replace("|d", "|"),
    ],
    ["a field dragged down past another", moveField(form, { section: 0, field: 0 }, { section: 0, field: 2 }), "bac|d"],
    ["a fact is asked last", addField(form, 1, "e"), "abc|de"],
    ["a field is taken away", removeField(form, { section: 0, field: 1 }), "ac|d"],
  ])("%s", (_, changed, wanted) => {
    expect(order(changed)).toBe(wanted);
  });
});

test("two versions are told apart question by question: gone, new, moved, changed", () => {
  const newer: FormDraft = {
    ...form,
    sections: [
      { name, fields: [{ fact: "b" }, { fact: "c", required: true }, { fact: "x" }] },
      { name, fields: [{ fact: "d" }] },
    ],
  };
  expect(compareForms(form, newer)).toEqual([
    { what: "removed", fact: "a" },
    { what: "moved", fact: "b" },
    { what: "changed", fact: "c" },
    { what: "added", fact: "x" },
  ]);
  expect(compareForms(form, form)).toEqual([]);
});
