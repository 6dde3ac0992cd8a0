import type { Label } from "@chengyun/kernel";
import type { Random } from "../random.ts";
import { type BaseFeature, toLine, toPatch } from "./feature.ts";
import { cutLine, type Ground, type PlanBox, type PlanPoint, toRing } from "./plane.ts";
import { halfWidth, type Street } from "./street.ts";

/** What a block is for: it decides how its buildings stand. */
type Use = "slabs" | "shops" | "old" | "school" | "park" | "public";

interface Site {
  readonly ground: Ground;
  readonly random: Random;
  readonly box: PlanBox;
}

/** From the middle of a street to the first wall. */
const setBack = (one: Street): number => halfWidth[one.class] + 6;

/** Blocks between neighbouring streets, less the streets themselves; none across the river. */
const makeBlocks = (streets: readonly Street[]): PlanBox[] => {
  const list = (keeps: "u" | "v") => streets.filter((one) => one.keeps === keeps).sort((a, b) => a.at - b.at);
  const [columns, rows] = [list("u"), list("v")];
  return columns.slice(1).flatMap((east, column) => {
    const west = columns[column];
    if (west === undefined || (west.at < 0 && east.at > 0)) return [];
    return rows.slice(1).flatMap((north, row) => {
      const south = rows[row];
      return south === undefined
        ? []
        : {
            west: west.at + setBack(west),
            east: east.at - setBack(east),
            south: south.at + setBack(south),
            north: north.at - setBack(north),
          };
    });
  });
};

const shrink = (box: PlanBox, by: number): PlanBox => ({
  west: box.west + by,
  east: box.east - by,
  south: box.south + by,
  north: box.north - by,
});

/** A building's outline: a box of the plan, or one with a corner cut out. */
const outline = (box: PlanBox, notch: boolean): PlanPoint[] => {
  const { west, east, south, north } = box;
  const [u, v] = [west + (east - west) * 0.55, south + (north - south) * 0.5];
  const corners: PlanPoint[] = notch
    ? [
        [west, south],
        [east, south],
        [east, v],
        [u, v],
        [u, north],
        [west, north],
      ]
    : [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
      ];
  return [...corners, ...corners.slice(0, 1)];
};

const build = (site: Site, box: PlanBox, rank: string, name?: Label): BaseFeature => {
  const notch = rank !== "residential" && site.random.chance(0.35);
  const said = name === undefined ? { class: rank } : { class: rank, name };
  return toPatch("building", outline(box, notch).map(site.ground), said);
};

/** Rows of houses that all face south, as planned estates stand: gaps for light between rows. */
const placeRows = (site: Site, size: { depth: number; gap: number; low: number; high: number }, rank: string) => {
  const { box, random } = site;
  const built: BaseFeature[] = [];
  for (let south = box.south; south + size.depth <= box.north; south += size.depth + size.gap) {
    for (let west = box.west + random.between(0, 9); west < box.east; ) {
      const east = west + random.between(size.low, size.high);
      if (east > box.east) break;
      const shift = random.between(-2, 2);
      if (random.chance(0.9))
        built.push(build(site, { west, east, south: south + shift, north: south + shift + size.depth }, rank));
      west = east + random.between(9, 16);
    }
  }
  return built;
};

/** Two estates with a lane between them, from street to street. */
const placeEstates = (site: Site): BaseFeature[] => {
  const { box, ground, random } = site;
  const lane = box.west + (box.east - box.west) * random.between(0.4, 0.6);
  // As far as the kerbs of the streets around, whatever their width.
  const way = cutLine(box.south - 16, box.north + 16).map((v) => ground([lane, v]));
  const rows = { depth: 13, gap: 25, low: 38, high: 62 };
  return [
    toLine("road", way, { class: "residential" }),
    ...placeRows({ ...site, box: { ...box, east: lane - 8 } }, rows, "residential"),
    ...placeRows({ ...site, box: { ...box, west: lane + 8 } }, rows, "residential"),
  ];
};

/** Shops along the streets around a yard. */
const placeShops = (site: Site): BaseFeature[] => {
  const { box, random } = site;
  const depth = Math.min(34, (box.north - box.south) / 3);
  const edge = (south: number): BaseFeature[] =>
    placeRows(
      { ...site, box: { ...box, south, north: south + depth } },
      { depth, gap: 1, low: 38, high: 74 },
      "commercial",
    );
  const [west, east] = [box.west + (box.east - box.west) * 0.3, box.west + (box.east - box.west) * 0.68];
  const tower = { west, east, south: box.south + depth + 22, north: box.north - depth - 22 };
  const yard = tower.north - tower.south > 18 && random.chance(0.8) ? [build(site, tower, "commercial")] : [];
  return [...edge(box.south), ...yard, ...edge(box.north - depth)];
};

const placeSchool = (site: Site, name: Label): BaseFeature[] => {
  const { box, ground } = site;
  const middle = box.west + (box.east - box.west) * 0.52;
  const field = shrink({ ...box, west: middle }, 6);
  return [
    toPatch("green", toRing(ground, field), { class: "pitch" }),
    ...placeRows({ ...site, box: { ...box, east: middle } }, { depth: 17, gap: 24, low: 46, high: 70 }, "public").map(
      (one, index) => (index === 0 ? { ...one, properties: { ...one.properties, name } } : one),
    ),
  ];
};

const placePublic = (site: Site, name: Label): BaseFeature[] => {
  const { box } = site;
  const hall = shrink({ ...box, north: box.south + (box.north - box.south) * 0.55 }, 14);
  const wings = { ...box, south: hall.north + 24 };
  return [
    build(site, hall, "public", name),
    ...placeRows({ ...site, box: wings }, { depth: 18, gap: 16, low: 40, high: 62 }, "public"),
  ];
};

const placePark = (site: Site, name: Label): BaseFeature[] => {
  const { box, ground, random } = site;
  const [u, v] = [(box.west + box.east) / 2, (box.south + box.north) / 2];
  const [wide, high] = [(box.east - box.west) / 4, (box.north - box.south) / 4];
  const pond = Array.from({ length: 25 }, (_, corner): PlanPoint => {
    const turn = (2 * Math.PI * (corner % 24)) / 24;
    const share = 1 + 0.18 * Math.sin(3 * turn + u);
    return [u + wide * share * Math.cos(turn), v + high * share * Math.sin(turn)];
  });
  const pavilion = { west: box.west + 20, east: box.west + 36, south: box.north - 34, north: box.north - 20 };
  return [
    toPatch("green", toRing(ground, box), { class: "park", name }),
    toPatch("water", pond.map(ground), { class: "pond" }),
    ...(random.chance(0.7) ? [build(site, pavilion, "public")] : []),
  ];
};

/** Names for what stands out, in the order blocks of that use are met. */
const names: Readonly<Record<"school" | "park" | "public", readonly Label[]>> = {
  school: [
    { zh: "云泽市第一中学", en: "Yunze No. 1 Middle School" },
    { zh: "书院街小学", en: "Shuyuan Street Primary School" },
  ],
  park: [
    { zh: "文庙公园", en: "Confucian Temple Park" },
    { zh: "桔园公园", en: "Orange Grove Park" },
  ],
  public: [
    { zh: "市政务服务中心", en: "Government Service Centre" },
    { zh: "市人民医院", en: "People's Hospital" },
    { zh: "云泽汽车站", en: "Yunze Coach Station" },
  ],
};

/** Uses by column (west to east, without the river) and row (south to north). */
const uses: readonly (readonly Use[])[] = [
  ["slabs", "slabs", "school", "slabs", "slabs"],
  ["slabs", "old", "shops", "public", "slabs"],
  ["shops", "old", "park", "slabs", "slabs"],
  ["old", "shops", "shops", "school", "slabs"],
  ["slabs", "park", "public", "slabs", "slabs"],
  ["slabs", "slabs", "slabs", "public", "slabs"],
];

const place = (site: Site, use: Use, name: Label): BaseFeature[] => {
  switch (use) {
    case "slabs":
      return placeEstates(site);
    case "old":
      return placeRows(site, { depth: 15, gap: 11, low: 15, high: 30 }, "old");
    case "shops":
      return placeShops(site);
    case "school":
      return placeSchool(site, name);
    case "public":
      return placePublic(site, name);
    case "park":
      return placePark(site, name);
  }
};

/** Buildings, parks and grounds of every block. */
export const fillBlocks = (ground: Ground, random: Random, streets: readonly Street[]): BaseFeature[] => {
  const met = { school: 0, park: 0, public: 0 };
  return makeBlocks(streets).flatMap((box, index) => {
    const use = uses[Math.floor(index / 5)]?.[index % 5] ?? "slabs";
    const listed = use === "school" || use === "park" || use === "public" ? names[use][met[use]++] : undefined;
    return place({ ground, random, box }, use, listed ?? { zh: "", en: "" });
  });
};
