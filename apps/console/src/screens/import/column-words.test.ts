import type { FileLook } from "@chengyun/contracts";
import { describe, expect, test } from "vitest";
import { chooseColumn, tellWord, typesOf, wordsOf } from "./column-words.ts";

const choices = [
  { value: "manhole", label: "雨水井", names: ["Manhole"] },
  { value: "hydrant", label: "消火栓", names: ["Hydrant"] },
  { value: "gas-valve", label: "阀门", names: ["Gas valve"] },
  { value: "water-valve", label: "阀门", names: ["Water valve"] },
];
const look: FileLook = {
  ...{ format: "csv", sheets: [], rows: [], notices: [] },
  columns: [
    { name: "种类", samples: [], isNumeric: false, words: ["雨水井", "hydrant", "阀门", "HYDRANT ", "烟囱"] },
    { name: "备注", samples: [], isNumeric: false },
  ],
};

describe("a column of types", () => {
  test.each([
    ["雨水井", "manhole"],
    ["hydrant", "hydrant"],
    ["HYDRANT ", "hydrant"],
    ["阀门", undefined],
    ["烟囱", undefined],
  ])("the word %s is told beforehand as %s", (word, type) => {
    expect(chooseColumn(look, "种类", choices).words?.[word]).toBe(type);
  });

  test("a column of too many words is taken as it stands: the trial says which are no types", () => {
    expect(wordsOf(look, "备注")).toBeUndefined();
    expect(chooseColumn(look, "备注", choices)).toEqual({ mode: "column", value: "备注" });
  });

  test("a word is told and taken back, and the attributes asked are those of the chosen types", () => {
    const chosen = chooseColumn(look, "种类", choices);
    const told = tellWord(chosen, "阀门", "gas-valve");
    expect(typesOf(told)).toEqual(["manhole", "hydrant", "gas-valve"]);
    expect(typesOf(tellWord(told, "阀门", undefined))).toEqual(["manhole", "hydrant"]);
    expect(typesOf({ mode: "is", value: "hydrant" })).toEqual(["hydrant"]);
    expect(typesOf(undefined)).toEqual([]);
  });
});
