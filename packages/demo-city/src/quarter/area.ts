import { areaPath, type Label } from "@chengyun/kernel";
import { type Ground, type PlanBox, type PlanPoint, type Ring, toRing } from "./plane.ts";
import type { Street } from "./street.ts";
import { country } from "./water.ts";

/** An area of the quarter: level 1 prefecture city to level 5 grid cell. */
export interface QuarterArea {
  readonly level: 1 | 2 | 3 | 4 | 5;
  readonly code: string;
  readonly path: string;
  readonly parentPath: string;
  readonly name: Label;
  readonly polygon: Ring;
}

/** Areas with the plan they were cut from, so that things can be put into cells before anything is rounded. */
export interface Division {
  readonly areas: readonly QuarterArea[];
  /** Path of the grid cell a point of the plan lies in; undefined outside the quarter. */
  readonly findCell: (point: PlanPoint) => string | undefined;
}

const sides: readonly { readonly name: Label; readonly communities: readonly Label[] }[] = [
  {
    name: { zh: "琴台街道", en: "Qintai Subdistrict" },
    communities: [
      { zh: "南门社区", en: "Nanmen Community" },
      { zh: "文庙社区", en: "Wenmiao Community" },
      { zh: "书院社区", en: "Shuyuan Community" },
    ],
  },
  {
    name: { zh: "桔洲街道", en: "Juzhou Subdistrict" },
    communities: [
      { zh: "湖滨社区", en: "Hubin Community" },
      { zh: "桔园社区", en: "Juyuan Community" },
      { zh: "北环社区", en: "Beihuan Community" },
    ],
  },
];

const numerals = ["一", "二", "三"];
const digits = (value: number): string => String(value).padStart(3, "0");

/** The whole quarter, in the plan. */
const quarter: PlanBox = { west: -1_080, east: 1_080, south: -800, north: 800 };

/** Places of streets that divide cells, with the quarter's own edges at both ends. */
const divide = (streets: readonly Street[], ids: readonly string[], edges: readonly [number, number]): number[] => [
  edges[0],
  ...ids.map((id) => streets.find((one) => one.id === id)?.at ?? 0),
  edges[1],
];

/** Cuts the city into two streets, six communities and eighteen grid cells whose sides run along streets and river. */
export const makeAreas = (ground: Ground, streets: readonly Street[]): Division => {
  const columns = divide(streets, ["jianshe", "wenmiao", "river", "renmin", "juyuan"], [quarter.west, quarter.east]);
  const rows = divide(streets, ["lingjiao", "shuyuan"], [quarter.south, quarter.north]);
  const ring = (box: PlanBox): Ring => toRing(ground, box, { u: columns, v: rows });
  const box = (column: number, row: number, wide = 1, high = 1): PlanBox => ({
    west: columns[column] ?? 0,
    east: columns[column + wide] ?? 0,
    south: rows[row] ?? 0,
    north: rows[row + high] ?? 0,
  });
  const areas: QuarterArea[] = [];
  const cells: { readonly box: PlanBox; readonly path: string }[] = [];
  const add = (
    level: QuarterArea["level"],
    code: string,
    parentPath: string,
    shape: readonly [Label, PlanBox],
  ): string => {
    const path = areaPath(code, parentPath);
    areas.push({ level, code, path, parentPath, name: shape[0], polygon: ring(shape[1]) });
    if (level === 5) cells.push({ box: shape[1], path });
    return path;
  };
  const wide: PlanBox = {
    west: country.west + 60,
    east: country.east - 60,
    south: country.south + 60,
    north: country.north - 60,
  };
  const prefecture = add(1, "439800", "", [{ zh: "湘泽市", en: "Xiangze" }, country]);
  const county = add(2, "439881", prefecture, [{ zh: "云泽市", en: "Yunze" }, wide]);
  sides.forEach((side, east) => {
    const code = `439881${digits(east + 1)}`;
    const street = add(3, code, county, [side.name, box(3 * east, 0, 3, 3)]);
    side.communities.forEach((name, row) => {
      const inner = `${code}${digits(row + 1)}`;
      const community = add(4, inner, street, [name, box(3 * east, row, 3)]);
      numerals.forEach((numeral, column) => {
        const cell = { zh: `${name.zh}第${numeral}网格`, en: `${name.en}, cell ${column + 1}` };
        add(5, `${inner}${digits(column + 1)}`, community, [cell, box(3 * east + column, row)]);
      });
    });
  });
  const findCell = ([u, v]: PlanPoint): string | undefined =>
    cells.find(({ box: { west, east, south, north } }) => u > west && u < east && v > south && v < north)?.path;
  return { areas, findCell };
};
