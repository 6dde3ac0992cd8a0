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

/** The matrices over every route and field take minutes: `npm run attacks` and `.ci/run` go through them. */
const quick = ["S5", "S12", "S21"];

test.each(quick)(
  "%s finds nothing",
  async (id) => {
    const attack = attacks[id];
    if (attack === undefined) throw new Error(`there is no attack ${id}`);
    const { findings, tried } = await attack(ground, { seed: 1, long: false });
    expect(findings).toEqual([]);
    expect(tried).toBeGreaterThan(20);
  },
  300_000,
);
