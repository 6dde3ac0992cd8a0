import type { Random } from "../random.ts";
import { type BaseFeature, toPatch } from "./feature.ts";
import { cutLine, type Ground, type PlanBox, type PlanPoint, type Ring, shoreV, toRing } from "./plane.ts";
import { riverside } from "./street.ts";

/** What is drawn beyond the quarter, so that the map has no edge in sight. */
export const country: PlanBox = { west: -2_000, east: 2_000, south: -1_900, north: 1_800 };

/** Half the river's width: it widens to its mouth. */
const halfRiver = (v: number): number => 24 + 30 * Math.exp((shoreV - v) / 160);

const makeRiver = (ground: Ground): BaseFeature => {
  const along = cutLine(country.north, shoreV - 30);
  const west = along.map((v): PlanPoint => [-halfRiver(v), v]);
  const east = along.map((v): PlanPoint => [halfRiver(v), v]).reverse();
  const ring = [...west, ...east, ...west.slice(0, 1)].map(ground);
  return toPatch("water", ring, { class: "river", name: { zh: "青萍河", en: "Qingping River" } });
};

const makeIsland = (ground: Ground, random: Random): Ring => {
  const [u, v] = [random.between(260, 420), shoreV - random.between(230, 290)];
  const corners = 28;
  const reach = Array.from({ length: corners }, () => random.between(0.88, 1.08));
  const ring = Array.from({ length: corners + 1 }, (_, corner): PlanPoint => {
    const turn = (2 * Math.PI * (corner % corners)) / corners;
    const share = reach[corner % corners] ?? 1;
    return [u + 120 * share * Math.cos(turn), v + 58 * share * Math.sin(turn)];
  });
  return ring.map(ground);
};

/** Fields around the city, with a farmhouse here and there. */
export const makeFields = (ground: Ground, random: Random): BaseFeature[] => {
  const fields: BaseFeature[] = [];
  for (let south = shoreV + 120; south < country.north - 200; south += 170) {
    for (let west = country.west + 40; west < country.east - 220; west += 210) {
      const isTown = west > -1_200 && west < 1_000 && south < 720;
      const isRiver = west > -300 && west < 120;
      if (isTown || isRiver || random.chance(0.3)) continue;
      const box = { west, east: west + random.between(120, 196), south, north: south + random.between(90, 156) };
      fields.push(toPatch("green", toRing(ground, box), { class: "field" }));
      if (random.chance(0.25)) fields.push(makeFarm(ground, box));
    }
  }
  return fields;
};

const makeFarm = (ground: Ground, { west, south }: PlanBox): BaseFeature =>
  toPatch("building", toRing(ground, { west: west - 16, east: west - 4, south, north: south + 22 }), { class: "old" });

/** Land, lake and river, and the green along their edges, in the order they are painted. */
export const makeWater = (ground: Ground, random: Random): BaseFeature[] => {
  const island = makeIsland(ground, random);
  const lake = { class: "lake", name: { zh: "云泽湖", en: "Yunze Lake" } };
  const bank = (west: number, east: number, north: number): BaseFeature =>
    toPatch("green", toRing(ground, { west, east, south: shoreV + 90, north }), { class: "riverside" });
  return [
    toPatch("land", toRing(ground, country)),
    toPatch("green", toRing(ground, { west: -1_060, east: 1_060, south: shoreV, north: shoreV + 66 }), {
      class: "park",
      name: { zh: "湖滨公园", en: "Lakeside Park" },
    }),
    bank(-riverside + 14, -18, 790),
    bank(18, riverside - 14, 790),
    toPatch("green", island, { class: "island", name: { zh: "菱洲", en: "Ling Islet" } }),
    toPatch("water", toRing(ground, { ...country, north: shoreV }), lake, [island.toReversed()]),
    makeRiver(ground),
  ];
};
