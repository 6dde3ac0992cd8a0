import { expect, test } from "vitest";
import { readSearch, writeSearch } from "./go.ts";

test("the selection in the address stays readable and comes back as it was", () => {
  const asked = { select: "case:0190-ab", q: "云泽 1/2", stage: undefined };
  expect(writeSearch(asked)).toMatch(/^\?select=case:0190-ab&q=/);
  expect(readSearch(writeSearch(asked))).toEqual({ select: "case:0190-ab", q: "云泽 1/2" });
  expect(writeSearch({})).toBe("");
});
