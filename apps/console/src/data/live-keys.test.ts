import { expect, test } from "vitest";
import { importedKeys, isNewsOfMap, toLiveKeys, uniqueKeys } from "./live-keys.ts";

test("a case that moved is asked for again wherever it shows: lists, page, time line, strip", () => {
  expect(toLiveKeys({ kind: "case", id: "c1" })).toEqual(
    expect.arrayContaining([["cases"], ["case", "c1"], ["timeline", "c1"], ["strip"]]),
  );
});

test("a new alarm changes the ring of its thing on the map", () => {
  expect(toLiveKeys({ kind: "alarm", id: "a1" })).toContainEqual(["things"]);
});

test("an import, and a thing or a link that somebody changed, are news of the map; its batches ask for nothing themselves", () => {
  expect(["import", "thing", "link", "case"].map((kind) => isNewsOfMap({ kind }))).toEqual([true, true, true, false]);
  expect(toLiveKeys({ kind: "import", id: "i1" })).not.toContainEqual(["things"]);
  expect(importedKeys).toEqual(expect.arrayContaining([["things"], ["links"], ["areas"], ["map-outline"]]));
});

test("a storm of entries about one case asks once, not once an entry", () => {
  const keys = Array.from({ length: 50 }, () => toLiveKeys({ kind: "case", id: "c1" })).flat();
  expect(uniqueKeys(keys)).toHaveLength(6);
});
