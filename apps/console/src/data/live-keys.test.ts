import { expect, test } from "vitest";
import { toLiveKeys, uniqueKeys } from "./live-keys.ts";

test("a case that moved is asked for again wherever it shows: lists, page, time line, strip", () => {
  expect(toLiveKeys({ kind: "case", id: "c1" })).toEqual(
    expect.arrayContaining([["cases"], ["case", "c1"], ["timeline", "c1"], ["strip"]]),
  );
});

test("a new alarm changes the ring of its thing on the map", () => {
  expect(toLiveKeys({ kind: "alarm", id: "a1" })).toContainEqual(["things"]);
});

test("a storm of entries about one case asks once, not once an entry", () => {
  const keys = Array.from({ length: 50 }, () => toLiveKeys({ kind: "case", id: "c1" })).flat();
  expect(uniqueKeys(keys)).toHaveLength(6);
});
