import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestCity, type TestCity } from "../../apps/server/src/testing/test-city.ts";
import { attacks } from "./attacks.ts";
import { type Ground, prepareGround } from "./ground.ts";
import { probePack } from "./probe.ts";

let city: TestCity;
let ground: Ground;
beforeAll(async () => {
  city = await openTestCity({ packs: [probePack], ground: true });
  ground = await prepareGround(city);
});
afterAll(() => city.close());

test.each(Object.entries(attacks))(
  "%s finds nothing",
  async (_, attack) => {
    const { findings, tried } = await attack(ground);
    expect(findings).toEqual([]);
    expect(tried).toBeGreaterThan(20);
  },
  300_000,
);
