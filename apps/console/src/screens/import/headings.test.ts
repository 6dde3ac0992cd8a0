import { expect, test } from "vitest";
import { mostHeadings, toHeadings } from "./headings.ts";

test.each([
  ["2", 2],
  [" 3 ", 3],
  ["４", 4],
  ["2.4", 2],
  ["0", 1],
  ["-5", 1],
  ["", 1],
  ["第二行", 1],
  ["99999", mostHeadings],
])("a headings' row typed as %j is row %i", (typed, row) => {
  expect(toHeadings(typed)).toBe(row);
});
