import { defineCase, definePack } from "@chengyun/kernel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestCity, type TestCity } from "../testing/test-city.ts";
import { keepDeclaredNames } from "./declared-name.ts";
import { createRegistry } from "./registry.ts";

const name = { zh: "燃气泄漏", en: "Gas leak" };
const gas = definePack({
  id: "test-gas",
  name: { zh: "燃气", en: "Gas" },
  standards: [],
  things: [],
  cases: [defineCase({ id: "test-leak", name, flow: "city-case", handledBy: "gas", files: name, closes: name })],
});

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity({ packs: [gas] });
});
afterAll(() => city.close());

test("what a pack called its cases is known after the pack is gone", async () => {
  const later = createRegistry([]);
  expect(later.nameOf("case", "test-leak")).toEqual({ zh: "test-leak", en: "test-leak" });
  later.remember(await keepDeclaredNames(city.database.db, later));
  expect(later.nameOf("case", "test-leak")).toEqual(name);
});

test("a name that changed is told as it is called now", async () => {
  const renamed = { zh: "燃气泄漏险情", en: "Gas leak" };
  const next = createRegistry([{ ...gas, cases: [{ ...gas.cases[0], name: renamed }] }]);
  await keepDeclaredNames(city.database.db, next);
  const later = createRegistry([]);
  later.remember(await keepDeclaredNames(city.database.db, later));
  expect(later.nameOf("case", "test-leak")).toEqual(renamed);
});
