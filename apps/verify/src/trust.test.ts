import { expect, test } from "vitest";
import { chooseKey, keyName } from "./trust.ts";

test.each([
  ["", "link+1+x", { key: "link+1+x", confirmed: false, strange: false }],
  ["kept+1+x", "", { key: "kept+1+x", confirmed: true, strange: false }],
  ["kept+1+x", " kept+1+x\n", { key: "kept+1+x", confirmed: true, strange: false }],
  ["kept+1+x", "kept+2+y", { key: "kept+1+x", confirmed: true, strange: true }],
])("of the key %j kept here and %j from a link", (kept, linked, chosen) => {
  expect(chooseKey(kept, linked)).toEqual(chosen);
});

test("a key is told apart by its name and id", () => {
  expect(keyName("city.example/journal/1+0011aabb+AbC=\n")).toBe("city.example/journal/1+0011aabb");
});
