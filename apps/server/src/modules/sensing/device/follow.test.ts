import { afterAll, beforeAll, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { administrator } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { keepThings } from "../../atlas/thing/index.ts";
import { registerDevice } from "./index.ts";

let city: TestCity;
beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

test("streams and devices go along when an import moves their thing to another area, and are seen from there alone", async () => {
  const { body } = await city.call(administrator(), "GET", "/api/v1/areas");
  const [one, other] = body.items.filter((area: { level: number }) => area.level === 3);
  const row = (areaPath: string, ref: string) => ({
    ...{ ref, type: "manhole", name: { zh: "井", en: "Manhole" }, attributes: { lipCm: 200 } },
    ...{ position: [112.35, 28.85] as const, areaPath },
  });
  const machine = city.context(system("test"));
  const [moving, staying] = await keepThings(machine, [row(one.path, "moving"), row(one.path, "staying")]);
  for (const [ref, thing] of [
    ["gauge-moving", moving],
    ["gauge-staying", staying],
  ] as const)
    await registerDevice(machine, { ref, type: "manhole-gauge", thingId: thing?.id ?? "", name: ref });

  const devicesOf = async (areaPath: string) => {
    const keeper = administrator({ permissions: ["devices.read"], areaPath });
    const { items } = (await city.call(keeper, "GET", "/api/v1/devices?limit=500")).body;
    return items.map(({ name }: { name: string }) => name).filter((name: string) => name.startsWith("gauge-"));
  };
  expect(await devicesOf(one.path)).toEqual(["gauge-moving", "gauge-staying"]);
  expect(await keepThings(machine, [row(other.path, "moving")])).toMatchObject([{ kept: "changed" }]);
  await city.settle();
  expect(await devicesOf(one.path)).toEqual(["gauge-staying"]);
  expect(await devicesOf(other.path)).toEqual(["gauge-moving"]);
  const { rows } = await city.database.pool.query(
    `SELECT DISTINCT streams.area_path AS stream, subjects.area_path AS subject FROM devices
     JOIN streams ON streams.device_id = devices.id JOIN subjects ON subjects.id = devices.id WHERE ref = 'gauge-moving'`,
  );
  expect(rows).toEqual([{ stream: other.path, subject: other.path }]);
});
