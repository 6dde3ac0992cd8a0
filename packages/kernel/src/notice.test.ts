import { expect, test } from "vitest";
import { fillText } from "./notice.ts";

test.each([
  ["案卷{number}已派遣至{department}", { number: "12", department: "排水处" }, "案卷12已派遣至排水处"],
  ["{number} and {number}", { number: "12" }, "12 and 12"],
  ["a mistake stays visible: {nobody}", {}, "a mistake stays visible: {nobody}"],
  ["no {1} place", { 1: "x" }, "no {1} place"],
  ["", {}, ""],
])("the text %j is filled", (text, values, filled) => {
  expect(fillText(text, values)).toBe(filled);
});
