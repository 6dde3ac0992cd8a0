import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { makeCity } from "./make-city.ts";

const digest = (seed: number): string =>
  createHash("sha256")
    .update(JSON.stringify(makeCity(seed)))
    .digest("hex");

test("one seed gives one city to the byte, another seed another city", () => {
  const first = digest(7);
  expect(digest(7)).toBe(first);
  expect(digest(8)).not.toBe(first);
}, 120_000);
