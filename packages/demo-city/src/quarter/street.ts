import type { Label } from "@chengyun/kernel";
import type { Random } from "../random.ts";
import { type BaseFeature, toLine } from "./feature.ts";
import { cutLine, type Ground, type PlanPoint } from "./plane.ts";

/** How a street ranks. */
export type StreetClass = "primary" | "secondary" | "residential";

/** A street of the plan: it keeps one coordinate and runs along the other. */
export interface Street {
  readonly id: string;
  readonly name: Label;
  readonly class: StreetClass;
  /** `u`: runs north–south, at this u; `v`: runs east–west, at this v. */
  readonly keeps: "u" | "v";
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** Crosses the river on a bridge; the others end at the riverside. */
  readonly bridge: boolean;
}

/** Half of what a street takes, kerb to kerb and pavement, in metres. */
export const halfWidth: Readonly<Record<StreetClass, number>> = { primary: 22, secondary: 16, residential: 11 };

/** Distance of the riverside roads from the middle of the river. */
export const riverside = 84;

type Row = readonly [id: string, zh: string, en: string, StreetClass, "u" | "v", at: number, from: number, to: number];

/** The city as its residents would draw it from memory; the seed moves it by some metres. */
const drawn: readonly Row[] = [
  ["xuefu", "学府路", "Xuefu Road", "secondary", "u", -850, -560, 720],
  ["jianshe", "建设路", "Jianshe Road", "primary", "u", -590, -560, 1_800],
  ["wenmiao", "文庙街", "Wenmiao Street", "residential", "u", -340, -340, 350],
  ["xidi", "西堤路", "Xidi Road", "secondary", "u", -riverside, -560, 760],
  ["dongdi", "东堤路", "Dongdi Road", "secondary", "u", riverside, -560, 760],
  ["renmin", "人民路", "Renmin Road", "primary", "u", 350, -560, 1_800],
  ["juyuan", "桔园路", "Juyuan Road", "residential", "u", 600, -340, 580],
  ["chezhan", "车站路", "Chezhan Road", "secondary", "u", 850, -560, 720],
  ["beihuan", "北环路", "Beihuan Road", "secondary", "v", 580, -1_000, 2_000],
  ["shuyuan", "书院街", "Shuyuan Street", "residential", "v", 350, -850, 850],
  ["yunze", "云泽大道", "Yunze Avenue", "primary", "v", 120, -2_000, 2_000],
  ["lingjiao", "菱角街", "Lingjiao Street", "residential", "v", -110, -850, 850],
  ["nanmen", "南门街", "Nanmen Street", "secondary", "v", -340, -950, 950],
  ["huanhu", "环湖路", "Huanhu Road", "secondary", "v", -560, -1_050, 1_050],
];

const bridges = new Set(["beihuan", "yunze", "huanhu"]);
/** The banks and the shore do not move. */
const unmoved = new Set(["xidi", "dongdi", "huanhu"]);

/** The streets of one seed; streets that met in the drawing still meet. */
export const makeStreets = (random: Random): Street[] => {
  const moved = drawn.map(([id, , , , keeps, at]) => ({
    keeps,
    before: at,
    at: at + (unmoved.has(id) ? 0 : random.between(-24, 24)),
  }));
  const follow = (keeps: "u" | "v", place: number): number =>
    moved.find((one) => one.keeps === keeps && one.before === place)?.at ?? place;
  return drawn.map(([id, zh, en, rank, keeps, at, from, to]) => {
    const across = keeps === "u" ? "v" : "u";
    return {
      ...{ id, name: { zh, en }, class: rank, keeps, at: follow(keeps, at), bridge: bridges.has(id) },
      ...{ from: follow(across, from), to: follow(across, to) },
    };
  });
};

/** The two narrow streets on either side of the avenue are a pair: one is driven east, the other west. */
const driven: Readonly<Record<string, "east" | "west">> = { shuyuan: "west", lingjiao: "east" };

/** Parts of a street between its ends, split where it has no bridge. */
const partsOf = (one: Street): [number, number][] => {
  if (one.keeps === "u" || one.bridge) return [[one.from, one.to]];
  return [
    [one.from, -riverside],
    [riverside, one.to],
  ];
};

/** Point of a street at a place along it, moved aside by some metres (south or west positive). */
export const placeOn = (one: Street, along: number, aside = 0): PlanPoint =>
  one.keeps === "u" ? [one.at - aside, along] : [along, one.at - aside];

/** The roads of the base map. */
export const drawStreets = (ground: Ground, streets: readonly Street[]): BaseFeature[] =>
  streets.flatMap((one) =>
    partsOf(one).map(([from, to]) =>
      toLine(
        "road",
        (driven[one.id] === "west" ? cutLine(from, to).reverse() : cutLine(from, to)).map((place) =>
          ground(placeOn(one, place)),
        ),
        { class: one.class, name: one.name, ...(driven[one.id] === undefined ? {} : { oneway: true as const }) },
      ),
    ),
  );
