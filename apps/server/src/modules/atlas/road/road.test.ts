import { afterAll, beforeAll, expect, test } from "vitest";
import { system } from "../../../platform/actor.ts";
import { officer } from "../../../testing/actors.ts";
import { openTestCity, type TestCity } from "../../../testing/test-city.ts";
import { keepBaseFeatures } from "../base-map/index.ts";
import { rankByTravel } from "./index.ts";

let city: TestCity;
const duty = officer();
beforeAll(async () => {
  city = await openTestCity({ ground: true });
});
afterAll(() => city.close());

const road = (ref: string, coordinates: number[][], properties = {}) => ({
  ...{ ref, kind: "road" as const, class: "residential", properties, source: "test" },
  geometry: { type: "LineString", coordinates },
});

/** Two streets far from the city's own, one of them driven one way. */
const build = (oneway: boolean) =>
  keepBaseFeatures(city.context(system("test")), [
    road("w-1", [
      [112.4, 28.8],
      [112.41, 28.8],
    ]),
    road(
      "w-2",
      [
        [112.41, 28.8],
        [112.41, 28.81],
      ],
      { oneway },
    ),
  ]);

const way = (from: string, to: string, mode = "drive") =>
  city.call(duty, "GET", `/api/v1/route?from=${from}&to=${to}&mode=${mode}`);

test("a way has metres, seconds and a line; one-way streets bind who drives, as soon as they are known", async () => {
  await build(false);
  const there = await way("112.4,28.8", "112.41,28.81");
  expect(there.body.metres).toBeGreaterThan(2_050);
  expect(there.body.line.length).toBe(3);
  expect((await way("112.41,28.81", "112.4,28.8")).status).toBe(200);
  await build(true);
  expect((await way("112.41,28.81", "112.4,28.8")).body.code).toBe("way.not-connected");
  expect((await way("112.41,28.81", "112.4,28.8", "walk")).body.seconds).toBeGreaterThan(1_500);
});

test("far from any road there is no way, and rubbish is refused", async () => {
  expect((await way("112.9,28.2", "112.41,28.81")).body.code).toBe("way.no-road-near");
  expect((await way("a,b", "112.41,28.81")).status).toBe(400);
  expect((await way("112.41,28.81", "112.4,28.8", "fly")).status).toBe(400);
});

test("those who are soonest come first, by the way they must drive", async () => {
  await build(true);
  const items = [
    { name: "far", position: [112.4, 28.8] as const },
    { name: "behind a one-way street", position: [112.41, 28.809] as const },
    { name: "near", position: [112.409, 28.8] as const },
  ];
  const asked = { to: [112.41, 28.8] as const, items, mode: "drive" as const, most: 5 };
  const ranked = await rankByTravel(city.context(duty), asked);
  expect(ranked.map(({ item }) => item.name)).toEqual(["near", "far"]);
});
