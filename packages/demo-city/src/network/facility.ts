import type { Label } from "@chengyun/kernel";
import type { Roads } from "../land/road.ts";
import { type SiteUse, sites } from "../land/site.ts";
import type { Skeleton } from "../land/skeleton.ts";
import { isIn, type Point } from "../mesh/geometry.ts";
import { type Face, outlineOf, type RoadClass } from "../mesh/mesh.ts";
import type { Random } from "../random.ts";
import { spotAlong, streetsOf } from "./graph.ts";
import type { Register } from "./register.ts";
import { kerbOf, placeAlong } from "./supply.ts";

/** Street furniture of one class: what it is and how dense it stands. */
interface Furniture {
  readonly type: string;
  readonly class: string;
  readonly kind: Label;
  readonly every: number;
  readonly on: readonly RoadClass[];
}

const wide = ["primary", "secondary", "tertiary"] as const;
const all = ["primary", "secondary", "tertiary", "residential"] as const;

const furniture: readonly Furniture[] = [
  { type: "bus-stop", class: "0204", kind: { zh: "公交站", en: "bus stop" }, every: 460, on: wide },
  { type: "public-toilet", class: "0301", kind: { zh: "公共厕所", en: "public toilet" }, every: 1_650, on: all },
  { type: "rubbish-bin", class: "0305", kind: { zh: "垃圾箱", en: "litter bin" }, every: 270, on: all },
  { type: "street-bench", class: "0407", kind: { zh: "街头座椅", en: "bench" }, every: 520, on: wide },
  { type: "charging-pile", class: "0154", kind: { zh: "充电桩", en: "charging point" }, every: 1_100, on: all },
  { type: "street-camera", class: "0150", kind: { zh: "监控杆", en: "camera pole" }, every: 760, on: all },
  { type: "telecom-cabinet", class: "0127", kind: { zh: "通讯交接箱", en: "telecom cabinet" }, every: 1_000, on: all },
  { type: "cycle-stand", class: "0225", kind: { zh: "非机动车停放点", en: "cycle stand" }, every: 900, on: all },
  { type: "fitness-place", class: "0146", kind: { zh: "健身点", en: "outdoor gym" }, every: 1_900, on: all },
  { type: "notice-board", class: "0308", kind: { zh: "宣传栏", en: "notice board" }, every: 1_500, on: all },
  { type: "street-sign", class: "0212", kind: { zh: "路名牌", en: "street sign" }, every: 820, on: all },
];

/** Street furniture along the streets, by its density. */
export const placeFurniture = (into: Register, roads: Roads): void => {
  for (const { type, class: rank, kind, every, on } of furniture)
    placeAlong(streetsOf(roads, on), every, (half, share) => {
      const side = into.things.length % 3 === 0 ? half.twin : half;
      const spot = spotAlong(side, side === half ? share : 1 - share, kerbOf(side, 1.5));
      into.addThing({ type, class: rank, name: into.onStreet(kind, half) }, spot);
    });
};

/** Squares and gates where crowds gather, with room to stand. */
const crowds: readonly (readonly [site: string, zh: string, en: string, areaM2: number])[] = [
  ["civic-square", "市民广场", "Civic Square", 8_000],
  ["station-square", "站前广场", "Station Square", 6_500],
  ["old-square", "鼓楼广场", "Drum Tower Square", 3_200],
  ["temple", "云泽文庙", "Confucian Temple", 2_400],
  ["mall-1", "云泽天街中庭", "Yunze Galleria atrium", 3_000],
  ["mall-2", "泽汇广场", "Zehui Plaza", 2_800],
  ["central-park", "云梦公园南门", "Yunmeng Park south gate", 4_200],
  ["stadium", "体育中心东广场", "Sports Centre east plaza", 7_500],
  ["market", "东门集贸市场", "Dongmen Market", 2_000],
  ["park-4", "碧湖公园湖心亭", "Bihu Park lake pavilion", 2_200],
  ["coach", "汽车总站售票厅", "Coach station hall", 2_600],
];

/** Where a site's ground ended up: the face that was kept for it. */
export const findSite = (skeleton: Skeleton, key: string): Face | undefined =>
  skeleton.mesh.faces.find(({ zone }) => zone === `site:${key}`);

const spotIn = (face: Face, at: Point) => ({ at: isIn(at, outlineOf(face)) ? at : face.half.from.at, face });

export const placeCrowdPoints = (into: Register, skeleton: Skeleton): void => {
  for (const [key, zh, en, areaM2] of crowds) {
    const face = findSite(skeleton, key);
    const site = sites.find((one) => one.key === key);
    if (face === undefined || site === undefined) continue;
    const attributes = { areaM2, capacity: areaM2 * 3 };
    const thing = into.addThing({ type: "crowd-point", name: { zh, en }, attributes }, spotIn(face, site.at));
    into.addDevice("crowd-camera", thing);
  }
};

/** Smart ashtrays in the old town, around the station and in parks. */
export const placeAshtrays = (into: Register, roads: Roads, random: Random): void => {
  const graph = streetsOf(roads, ["secondary", "residential", "tertiary"]);
  const isPlace = ([east, north]: Point): boolean =>
    (Math.hypot(east - 50, north - 250) < 620 && random.chance(0.5)) ||
    Math.hypot(east - 1_090, north - 2_300) < 330 ||
    (Math.hypot(east + 2_720, north - 900) < 420 && random.chance(0.6));
  let placed = 0;
  placeAlong(graph, 140, (half, share) => {
    if (placed >= 48 || !isPlace(half.from.at)) return;
    placed += 1;
    const name = into.onStreet({ zh: "烟蒂柱", en: "smart ashtray" }, half);
    const spot = spotAlong(half, share, kerbOf(half, 2.5));
    const thing = into.addThing({ type: "smart-ashtray", class: "0305", name, attributes: { volumeL: 6 } }, spot);
    into.addDevice("ashtray-sensor", thing);
  });
};

/** Institutions that are things of their own: type, and what is known of each. */
const institutions: Partial<
  Record<SiteUse, (squareMetres: number) => readonly [type: string, Readonly<Record<string, number | string>>]>
> = {
  school: (size) => ["school", { pupils: 20 * Math.round(size / 900), stage: "九年制" }],
  university: (size) => ["school", { pupils: 100 * Math.round(size / 3_200), stage: "高等" }],
  hospital: (size) => ["hospital", { beds: 10 * Math.round(size / 900), grade: "二级甲等" }],
  stadium: () => ["shelter", { capacity: 12_000, kind: "室内" }],
  park: (size) => ["shelter", { capacity: 100 * Math.round(size / 260), kind: "室外" }],
  square: (size) => ["shelter", { capacity: 100 * Math.round(size / 180), kind: "室外" }],
  temple: () => ["scenic-spot", { capacity: 4_000, grade: "AAA" }],
  museum: () => ["scenic-spot", { capacity: 3_000, grade: "AAA" }],
};

/** Schools, hospitals, shelters and scenic spots on their own ground. */
export const placeInstitutions = (into: Register, skeleton: Skeleton): void => {
  for (const { key, use, at, name, squareMetres } of sites) {
    const face = findSite(skeleton, key);
    const known = institutions[use]?.(squareMetres);
    if (face === undefined || known === undefined) continue;
    const [type, attributes] = known;
    const label = type === "shelter" ? { zh: `${name.zh}应急避难场所`, en: `${name.en} emergency shelter` } : name;
    into.addThing({ type, name: label, attributes }, spotIn(face, at));
    if (use === "park" && squareMetres > 85_000)
      into.addThing(
        { type: "scenic-spot", name, attributes: { capacity: Math.round(squareMetres / 15), grade: "AA" } },
        spotIn(face, at),
      );
  }
};
