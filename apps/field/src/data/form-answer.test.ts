import type { FormShape, MoveOffer } from "@chengyun/contracts";
import type { FormDescription } from "@chengyun/ui";
import { describe, expect, test } from "vitest";
import { answersToWords, hasNewerForm, listAnswers, partAnswers, toKeptAnswers, valueWords } from "./form-answer.ts";
import type { MoveWriting } from "./writing.ts";

const text = (zh: string) => ({ zh, en: zh });
const form = {
  id: "lamp-repair",
  version: 1,
  name: text("维修"),
  sections: [
    { name: text("维修"), fields: [{ fact: "cause" }, { fact: "keeper" }] },
    { name: text("配件"), fields: [{ fact: "part" }], repeats: { id: "parts" } },
  ],
  facts: {
    cause: { id: "cause", name: text("原因"), kind: "choice", choices: { wire: { zh: "线路", en: "Wiring" } } },
    keeper: { id: "keeper", name: text("养护人"), kind: "person" },
    part: { id: "part", name: text("配件"), kind: "text" },
  },
} as unknown as FormShape & FormDescription;
const facts = { result: "已修", cause: "wire", keeper: { name: "罗小敏" }, parts: [{ part: "灯头" }] };

describe("what a worker answered to a form on a phone", () => {
  test("is parted from the facts of the move, rows and all", () => {
    expect(partAnswers(form, facts)).toEqual({
      answers: { cause: "wire", keeper: { name: "罗小敏" }, parts: [{ part: "灯头" }] },
      others: { result: "已修" },
    });
    expect(partAnswers(undefined, facts).others).toEqual(facts);
  });

  test("is left in the draft but for persons, and is read in words", () => {
    expect(toKeptAnswers(form, facts)).not.toHaveProperty("keeper");
    expect(toKeptAnswers(form, facts)).toHaveProperty("cause", "wire");
    expect(answersToWords(form, facts)[0]).toEqual({ name: text("原因"), value: { zh: "线路", en: "Wiring" } });
  });

  test("is listed as the form asks it, rows of a repeated part one after the other", () => {
    const many = { parts: [{ part: "灯头" }, { part: "镇流器" }], cause: "wire", result: "已修" };
    expect(listAnswers(form, many).map(({ key, value }) => [key, value])).toEqual([
      ["0.cause", "wire"],
      ["0.part", "灯头"],
      ["1.part", "镇流器"],
    ]);
  });

  test("is read as people say it: yes and no, units, a place by its words, a person by what they are called", () => {
    expect(valueWords({ kind: "flag" }, false)).toEqual({ zh: "否", en: "No" });
    expect(valueWords({ kind: "number", unit: "cm" }, 12)).toEqual(text("12 cm"));
    expect(valueWords({ kind: "place" }, { words: "南门桥下", position: [112.3, 28.8] })).toEqual(text("南门桥下"));
    expect(valueWords({ kind: "person" }, "p1", { p1: text("罗*敏") })).toEqual(text("罗*敏"));
  });

  test.each([
    ["the same version", { id: "lamp-repair", version: 1 }, { id: "lamp-repair", version: 1 }, false],
    ["a version later", { id: "lamp-repair", version: 1 }, { id: "lamp-repair", version: 2 }, true],
    [
      "another form, for it is another kind of case",
      { id: "lamp-repair", version: 1 },
      { id: "tree", version: 1 },
      true,
    ],
    ["a form where none was asked", undefined, { id: "lamp-repair", version: 1 }, true],
    ["none any more", { id: "lamp-repair", version: 1 }, undefined, true],
    ["none, where none was asked", undefined, undefined, false],
  ])("against %s is looked through again: %o, %o", (_, mine, now, newer) => {
    const writing = { form: mine === undefined ? undefined : { ...mine, name: text("维修") } } as MoveWriting;
    expect(hasNewerForm(writing, { form: now } as MoveOffer)).toBe(newer);
  });
});
