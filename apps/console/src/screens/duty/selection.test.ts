import { expect, test } from "vitest";
import { readSelection, writeSelection } from "./selection.ts";

test("a selection can be linked to and comes back from its address", () => {
  expect(readSelection(writeSelection({ kind: "case", id: "0190" }))).toEqual({ kind: "case", id: "0190" });
});

test.each(["", "case:", "person:1", undefined])("an address that selects nothing (%s) selects nothing", (text) => {
  expect(readSelection(text)).toBeUndefined();
});
