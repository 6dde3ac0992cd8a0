import { expect, test } from "vitest";
import { likenessOf, wordsOf } from "./likeness.ts";

test.each([
  ["路灯不亮了", "小区门口路灯不亮", 0.6],
  ["路灯不亮了", "垃圾没有人收", 0],
  ["lamp is dark", "The lamp at the corner is dark", 0.9],
])("%s and %s say the same to about %s", (one, other, about) => {
  const likeness = likenessOf(wordsOf(one), wordsOf(other));
  expect(about === 0 ? likeness === 0 : likeness >= about).toBe(true);
});
