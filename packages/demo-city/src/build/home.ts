import { areaOf, fitBox, isIn, type Outline, type Point } from "../mesh/geometry.ts";
import { inset } from "../mesh/inset.ts";
import type { Random } from "../random.ts";
import {
  type Built,
  box,
  frontGrid,
  frontLength,
  type Grid,
  gridAlong,
  isMajor,
  isStreet,
  type Laid,
  type Layout,
  type Plot,
  partsOf,
  project,
  reaches,
  type Span,
  shape,
  southGrid,
  spanOf,
  whole,
} from "./plot.ts";

/** How an estate of one builder and year stands. */
export interface EstateStyle {
  readonly depth: number;
  readonly gap: number;
  readonly length: readonly [number, number];
  readonly aside: number;
  readonly levels: readonly [number, number];
  readonly form: "slab" | "step" | "tower" | "villa";
}

/** From the six-storey rows of the eighties to the towers of today. */
export const estateStyles: readonly EstateStyle[] = [
  { depth: 11, gap: 15, length: [34, 58], aside: 6, levels: [5, 6], form: "slab" },
  { depth: 12, gap: 19, length: [40, 66], aside: 8, levels: [6, 7], form: "step" },
  { depth: 14, gap: 23, length: [36, 54], aside: 9, levels: [9, 11], form: "step" },
  { depth: 15, gap: 29, length: [32, 48], aside: 11, levels: [16, 18], form: "slab" },
  { depth: 23, gap: 27, length: [24, 31], aside: 15, levels: [24, 33], form: "tower" },
  { depth: 12, gap: 13, length: [12, 17], aside: 8, levels: [2, 3], form: "villa" },
];

/** A point block with its flats as wings. */
const towerShape = (grid: Grid, [west, east]: Span, [south, north]: Span): Outline => {
  const [wide, deep] = [(east - west) * 0.3, (north - south) * 0.26];
  return shape(grid, [
    [west, south + deep],
    [west + wide, south + deep],
    [west + wide, south],
    [east - wide, south],
    [east - wide, south + deep],
    [east, south + deep],
    [east, north - deep],
    [east - wide, north - deep],
    [east - wide, north],
    [west + wide, north],
    [west + wide, north - deep],
    [west, north - deep],
  ]);
};

/** A slab whose halves stand a few metres off each other. */
const stepShape = (grid: Grid, [west, east]: Span, [south, north]: Span, random: Random): Outline => {
  const at = west + (east - west) * random.between(0.4, 0.6);
  const step = random.between(1.8, 3.6);
  return random.chance(0.5)
    ? shape(grid, [
        [west, south],
        [at, south],
        [at, south + step],
        [east, south + step],
        [east, north],
        [at, north],
        [at, north - step],
        [west, north - step],
      ])
    : shape(grid, [
        [west, south + step],
        [at, south + step],
        [at, south],
        [east, south],
        [east, north - step],
        [at, north - step],
        [at, north],
        [west, north],
      ]);
};

const homeShape = (form: EstateStyle["form"], grid: Grid, spans: readonly [Span, Span], random: Random): Outline => {
  if (form === "tower") return towerShape(grid, ...spans);
  if (form === "step") return stepShape(grid, ...spans, random);
  if (form === "villa" && random.chance(0.5)) {
    const [[west, east], [south, north]] = spans;
    const [u, v] = [west + (east - west) * 0.55, south + (north - south) * 0.35];
    return shape(grid, [
      [west, south],
      [u, south],
      [u, v],
      [east, v],
      [east, north],
      [west, north],
    ]);
  }
  return box(grid, ...spans);
};

/** Rows of homes facing south, with light between them, all over an outline. */
const placeRows = (outline: Outline, style: EstateStyle, random: Random): Built[] => {
  const grid = southGrid(outline);
  const { v } = reaches(outline, grid);
  const built: Built[] = [];
  const rows = Math.max(1, Math.floor((v[1] - v[0] - 4 + style.gap) / (style.depth + style.gap)));
  const pitch = rows > 1 ? (v[1] - v[0] - 4 - style.depth) / (rows - 1) : 0;
  const length = random.between(...style.length);
  for (let row = 0; row < rows; row += 1) {
    const south = v[0] + 2 + row * Math.min(pitch, (style.depth + style.gap) * 1.35);
    const span = spanOf(outline, grid, [south, south + style.depth]);
    if (span === undefined || span[1] - span[0] < style.length[0] * 0.6) continue;
    const inner: Span = [span[0] + 1.5, span[1] - 1.5];
    for (const part of partsOf(inner, length, style.aside)) {
      if (random.chance(0.05)) continue;
      const shift = style.form === "tower" ? random.between(-3, 3) : 0;
      const depth: Span = [south + Math.max(-1.5, shift), south + style.depth + Math.max(-1.5, shift)];
      built.push({
        outline: homeShape(style.form, grid, [part, depth], random),
        use: "residential",
        levels: whole(random, ...style.levels),
      });
    }
  }
  return built.filter(({ outline: corners }) => corners.every((corner) => isIn(corner, outline)));
};

/** Rows of shops along the streets of a plot, a few storeys high, and what is left behind them. */
export const placeShops = (
  { outline, fronts, random }: Plot,
  wish: { readonly depth: number; readonly levels: readonly [number, number]; readonly majorOnly: boolean },
): { readonly built: Built[]; readonly behind: Outline } => {
  const built: Built[] = [];
  const isTaken = (side: number): boolean => {
    const front = fronts[side];
    return (
      front !== undefined && frontLength(front) > 36 && (wish.majorOnly ? isMajor(front.class) : isStreet(front.class))
    );
  };
  for (const front of fronts) {
    if (!isTaken(front.side)) continue;
    const grid = frontGrid(front);
    const base = project(front.from, grid.aside);
    const depth: Span = [base + 0.4, base + 0.4 + wish.depth];
    const span = spanOf(outline, grid, depth);
    if (span === undefined) continue;
    // Where two rows would meet at a corner, the one that ends there makes room.
    const after = isTaken((front.side + 1) % fronts.length) ? wish.depth + 5 : 1;
    for (const part of partsOf([span[0] + 1, span[1] - after], random.between(26, 58), random.between(1, 5)))
      if (random.chance(0.9))
        built.push({ outline: box(grid, part, depth), use: "commercial", levels: whole(random, ...wish.levels) });
  }
  const behind = inset(outline, (side) => (isTaken(side) ? wish.depth + 9 : 0));
  return { built, behind };
};

/** A garden with a pool in the middle of an estate. */
const garden = (outline: Outline, random: Random): Laid[] => {
  const inner = inset(outline, () => 9);
  return areaOf(inner) > 4_500 && random.chance(0.22) ? [{ outline: inner, kind: "green", class: "garden" }] : [];
};

/** An estate: shops on its main street, rows of homes behind. */
export const layEstate = (plot: Plot, style: EstateStyle): Layout => {
  const { random } = plot;
  const hasShops = random.chance(0.75) && style.form !== "villa";
  const shops = hasShops
    ? placeShops(plot, { depth: random.between(10, 13), levels: [1, 3], majorOnly: random.chance(0.6) })
    : { built: [], behind: plot.outline };
  const behind = areaOf(shops.behind) > 600 ? shops.behind : [];
  const homes = behind.length > 2 ? placeRows(behind, style, random) : [];
  const laid = style.levels[0] > 8 ? garden(behind, random) : [];
  return { built: [...shops.built, ...homes], laid };
};

/** A house round a yard that opens to its lane. */
const yardShape = (grid: Grid, [west, east]: Span, [south, north]: Span): Outline => {
  const wing = Math.min(4.2, (east - west) / 3.2);
  const back = Math.min(4.5, (north - south) / 2.6);
  return shape(grid, [
    [west, south],
    [west + wing, south],
    [west + wing, north - back],
    [east - wing, north - back],
    [east - wing, south],
    [east, south],
    [east, north],
    [west, north],
  ]);
};

/** One old house between two places of its row, now and then round a yard. */
const oldHouse = (grid: Grid, [west, east]: Span, depth: Span, random: Random): Built => {
  const back: Span = [depth[0] + random.between(0, 1.5), depth[1] - random.between(0, 2.5)];
  const isYard = east - west > 12 && back[1] - back[0] > 9 && random.chance(0.6);
  const outline = isYard ? yardShape(grid, [west, east], back) : box(grid, [west, east], back);
  return { outline, use: "old-town", levels: random.chance(0.15) ? 3 : whole(random, 1, 2) };
};

/** A row of old houses from end to end. */
const oldRow = (grid: Grid, span: Span, depth: Span, random: Random): Built[] => {
  const built: Built[] = [];
  for (let west = span[0] + random.between(0.2, 2); west < span[1] - 6; ) {
    const east = Math.min(span[1] - 0.3, west + random.between(8, 19));
    if (east - west > 5.5 && !random.chance(0.06)) built.push(oldHouse(grid, [west, east], depth, random));
    west = east + (random.chance(0.2) ? random.between(1.5, 4) : random.between(0.3, 0.8));
  }
  return built;
};

/** Old houses wall to wall along their lanes. */
export const layOldHouses = ({ outline, random }: Plot): Layout => {
  const grid = gridAlong(fitBox(outline).along);
  const { v } = reaches(outline, grid);
  const rows = Math.max(1, Math.round((v[1] - v[0]) / 15));
  const pitch = (v[1] - v[0]) / rows;
  const built = Array.from({ length: rows }, (_, row) => {
    const south = v[0] + row * pitch + random.between(0.3, 1.2);
    const depth: Span = [south, south + pitch - random.between(1, 3)];
    const span = spanOf(outline, grid, depth);
    return span === undefined ? [] : oldRow(grid, span, depth, random);
  });
  return { built: built.flat() };
};

/** Town houses of three to five storeys along their streets, yards behind. */
export const layTownHouses = (plot: Plot): Layout => {
  const { random } = plot;
  const shops = placeShops(plot, { depth: random.between(11, 14), levels: [2, 5], majorOnly: false });
  if (areaOf(shops.behind) < 1_200 || random.chance(0.25)) return { built: shops.built };
  const style = random.chance(0.6) ? estateStyles[0] : estateStyles[5];
  return { built: [...shops.built, ...(style === undefined ? [] : placeRows(shops.behind, style, random))] };
};

/** Farmhouses strung along a line: each with its own angle, distance and shed. */
export const placeFarmhouses = (
  places: readonly { readonly at: Point; readonly along: Point }[],
  random: Random,
): Built[] =>
  places.flatMap(({ at, along }) => {
    const turn = random.between(-0.12, 0.12);
    const grid = gridAlong([
      along[0] * Math.cos(turn) - along[1] * Math.sin(turn),
      along[0] * Math.sin(turn) + along[1] * Math.cos(turn),
    ]);
    const [u, v] = [project(at, grid.along), project(at, grid.aside)];
    const [wide, deep] = [random.between(10, 15), random.between(8, 11)];
    const house: Built = {
      outline: box(grid, [u - wide / 2, u + wide / 2], [v - deep / 2, v + deep / 2]),
      use: "rural",
      levels: whole(random, 1, 3),
    };
    return [house];
  });
