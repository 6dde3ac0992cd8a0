import type { Label } from "@chengyun/kernel";
import type { CityEnterprise } from "../city-shape.ts";
import type { Skeleton } from "../land/skeleton.ts";
import { areaOf, centroidOf } from "../mesh/geometry.ts";
import { outlineOf } from "../mesh/mesh.ts";
import type { Stems } from "../name/stem.ts";
import type { Random } from "../random.ts";
import type { Register } from "./register.ts";

/** What a trade keeps: its main substance, at most so many tonnes, and what lies beside it for each tonne of that. */
type Goods = readonly [
  zh: string,
  en: string,
  most: number,
  cas: string,
  beside?: readonly [cas: string, share: number],
];
type Trade = readonly [key: string, zh: string, en: string, hazard?: Goods];

const trades: readonly Trade[] = [
  ["food", "食品", "Foods", ["液氨", "liquid ammonia", 12, "7664-41-7"]],
  ["textile", "纺织", "Textiles"],
  ["machinery", "机械制造", "Machinery"],
  ["auto-parts", "汽车零部件", "Auto Parts"],
  ["electronics", "电子科技", "Electronics"],
  ["building-materials", "新型建材", "Building Materials"],
  ["fine-chemicals", "精细化工", "Fine Chemicals", ["甲醇", "methanol", 600, "67-56-1", ["7782-50-5", 0.08]]],
  ["pharmacy", "制药", "Pharmaceuticals", ["乙醇", "ethanol", 120, "64-17-5"]],
  ["shipbuilding", "船舶修造", "Shipyard", ["乙炔", "acetylene", 2, "74-86-2"]],
  ["packaging", "包装印刷", "Packaging"],
  ["aquatic", "水产加工", "Aquatic Products", ["液氨", "liquid ammonia", 18, "7664-41-7"]],
  ["furniture", "家居", "Furniture"],
  ["logistics", "物流", "Logistics"],
  ["coatings", "涂料", "Coatings", ["二甲苯", "xylene", 80, "W5.4"]],
  ["feed", "饲料", "Feed"],
];

/** Firms of the works and the harbour; those that keep dangerous goods are hazard sites, too. */
export const placeEnterprises = (
  into: Register,
  skeleton: Skeleton,
  stems: Stems,
  random: Random,
): CityEnterprise[] => {
  const enterprises: CityEnterprise[] = [];
  const faces = skeleton.mesh.faces.filter(
    (face) => (face.zone === "works" || face.zone === "harbour") && areaOf(outlineOf(face)) > 9_000,
  );
  for (const face of faces) {
    if (random.chance(0.12)) continue;
    const trade = trades[Math.floor(random.next() * trades.length)];
    if (trade === undefined) continue;
    const [key, zh, en, hazard] = trade;
    const stem = stems.firm();
    const name: Label = { zh: `云泽${stem.zh}${zh}有限公司`, en: `Yunze ${stem.en} ${en} Co., Ltd` };
    const spot = { at: centroidOf(outlineOf(face)), face };
    const attributes = { employees: 10 * Math.round(random.between(2, 60)), trade: key };
    const thing = into.addThing({ type: "enterprise", name, attributes }, spot);
    const { ref, position, areaPath } = thing;
    enterprises.push({ ref, name, trade: key, position, areaPath, attributes });
    if (hazard === undefined) continue;
    const [substance, english, most, cas, beside] = hazard;
    const tonnes = Math.max(1, Math.round(most * random.between(0.2, 1)));
    into.addThing(
      {
        type: "hazard-site",
        name: { zh: `${name.zh}${substance}储存区`, en: `${name.en}, ${english} store` },
        attributes: {
          tonnes,
          substance,
          stock: [
            `${cas}: ${tonnes}`,
            ...(beside === undefined ? [] : [`${beside[0]}: ${Math.ceil(tonnes * beside[1])}`]),
          ].join("; "),
          // Those who work there and at the neighbours': nobody counts a demo city's passers-by.
          exposedPeople: Math.round(attributes.employees / 4),
        },
      },
      { ...spot, at: [spot.at[0] + 14, spot.at[1] - 9] },
    );
  }
  return enterprises;
};
