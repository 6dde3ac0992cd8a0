import { areaOf, fitBox, isIn, type Outline, type Point } from "../mesh/geometry.ts";
import { inset } from "../mesh/inset.ts";
import { placeShops } from "./home.ts";
import {
  type BuildingUse,
  type Built,
  box,
  type Grid,
  gridAlong,
  type Layout,
  type Plot,
  partsOf,
  reaches,
  round,
  type Span,
  shape,
  spanOf,
  whole,
} from "./plot.ts";

const fits = (corners: Outline, outline: Outline): boolean => corners.every((corner) => isIn(corner, outline));

/** An L or a plain box, as halls are added to. */
const hallShape = (grid: Grid, [west, east]: Span, [south, north]: Span, isBent: boolean): Outline => {
  if (!isBent) return box(grid, [west, east], [south, north]);
  const [u, v] = [west + (east - west) * 0.62, south + (north - south) * 0.5];
  return shape(grid, [
    [west, south],
    [east, south],
    [east, v],
    [u, v],
    [u, north],
    [west, north],
  ]);
};

/** How halls of one kind stand: metres deep, apart, long. */
interface HallSize {
  readonly depth: number;
  readonly gap: number;
  readonly length: number;
}

/** One row of halls between two lines of the grid. */
const placeHallRow = (
  plot: Plot,
  use: BuildingUse,
  row: { grid: Grid; span: Span; depth: Span; length: number },
): Built[] => {
  const { random } = plot;
  const { grid, span, depth, length } = row;
  return partsOf(span, length * random.between(0.75, 1.3), random.between(10, 18)).flatMap((part): Built[] => {
    if (random.chance(0.08)) return [];
    const heightM = Math.round(random.between(8, 15));
    const outline = hallShape(grid, part, depth, random.chance(0.25));
    return fits(outline, plot.outline) ? [{ outline, use, levels: random.chance(0.8) ? 1 : 3, heightM }] : [];
  });
};

/** Rows of halls with yards for lorries between. */
const placeHalls = (plot: Plot, use: BuildingUse, size: HallSize): Built[] => {
  const { random } = plot;
  const outline = inset(plot.outline, () => 4);
  if (outline.length < 3) return [];
  const grid = gridAlong(fitBox(outline).along);
  const { v } = reaches(outline, grid);
  const rows = Math.max(1, Math.floor((v[1] - v[0] + size.gap) / (size.depth + size.gap)));
  // Half a metre inside both ends: the line along an edge itself crosses nothing.
  const pitch = (v[1] - v[0] - 1 + size.gap) / rows;
  return Array.from({ length: rows }, (_, row) => {
    const south = v[0] + 0.5 + row * pitch;
    const depth: Span = [south, south + pitch - size.gap - random.between(0, size.depth * 0.2)];
    const span = spanOf(outline, grid, depth);
    return span === undefined ? [] : placeHallRow(plot, use, { grid, span, depth, length: size.length });
  }).flat();
};

/** Round tanks in their bund, in rows. */
export const placeTanks = (outline: Outline, radius: number): Built[] => {
  const grid = gridAlong(fitBox(outline).along);
  const { v } = reaches(outline, grid);
  const built: Built[] = [];
  for (let at = v[0] + radius + 4; at < v[1] - radius; at += radius * 2.8) {
    const span = spanOf(outline, grid, [at - radius, at + radius]);
    if (span === undefined) continue;
    for (const [west, east] of partsOf(span, radius * 2, radius * 0.9)) {
      const u = (west + east) / 2;
      const middle: Point = [grid.along[0] * u + grid.aside[0] * at, grid.along[1] * u + grid.aside[1] * at];
      built.push({ outline: round(middle, radius), use: "tank", levels: 1, heightM: Math.round(radius * 1.1) });
    }
  }
  return built;
};

/** A works: offices at the gate, halls behind, now and then a few tanks. */
export const layWorks = (plot: Plot): Layout => {
  const { random, outline } = plot;
  const size = { depth: random.between(28, 58), gap: random.between(14, 22), length: random.between(60, 130) };
  const halls = placeHalls(plot, "industrial", size);
  const office = halls[0];
  const tanked = random.chance(0.14) ? halls.at(-1) : undefined;
  if (office === undefined) return { built: [] };
  const built = halls.slice(1).filter((hall) => hall !== tanked);
  const small: Built = { ...office, use: "office", levels: whole(random, 4, 6), heightM: 18 };
  const tanks = tanked === undefined || areaOf(tanked.outline) < 900 ? [] : placeTanks(tanked.outline, 7);
  return { built: [small, ...built, ...tanks.filter((tank) => fits(tank.outline, outline))] };
};

/** Long sheds for goods. */
export const layWarehouses = (plot: Plot): Layout => ({
  built: placeHalls(plot, "warehouse", { depth: 32, gap: 20, length: 110 }),
});

/** Small workshops of every size, as they grew. */
export const layWorkshops = (plot: Plot): Layout => ({
  built: placeHalls(plot, "industrial", { depth: 17, gap: 9, length: 36 }),
});

/** Shops all round and, where there is room, a tower of offices or flats on a podium. */
export const layTrade = (plot: Plot): Layout => {
  const { random, outline } = plot;
  const inner = inset(outline, () => 5);
  const fitted = fitBox(inner);
  if (areaOf(inner) < 3_500 || fitted.width < 38 || random.chance(0.35)) {
    const shops = placeShops(plot, { depth: random.between(15, 20), levels: [3, 6], majorOnly: false });
    const yard =
      areaOf(shops.behind) > 900
        ? placeHalls({ ...plot, outline: shops.behind }, "commercial", { depth: 18, gap: 14, length: 40 })
        : [];
    return {
      built: [...shops.built, ...yard.map((one): Built => ({ ...one, levels: whole(random, 3, 7), heightM: 0 }))],
    };
  }
  const grid = gridAlong(fitted.along);
  const podiums = placeHalls({ ...plot, outline: inner }, "commercial", {
    ...{ depth: Math.min(62, fitted.width - 2), gap: 16, length: random.between(62, 96) },
  });
  const built = podiums.flatMap((podium): Built[] => {
    const { u, v } = reaches(podium.outline, grid);
    const base: Built = { ...podium, levels: whole(random, 3, 5), heightM: 0 };
    if (u[1] - u[0] < 34 || v[1] - v[0] < 30 || random.chance(0.3)) return [base];
    const use = random.chance(0.65) ? "office" : "residential";
    const [west, south] = [u[0] + 4, v[0] + 4];
    const tower: Built = {
      outline: box(grid, [west, west + random.between(24, 30)], [south, south + random.between(22, 26)]),
      ...{ use, levels: whole(random, 14, 30) },
    };
    return [base, tower];
  });
  return { built };
};

/** Quay sheds and stacked containers of the harbour. */
export const layQuay = (plot: Plot): Layout => {
  const { random } = plot;
  const isYard = random.chance(0.4);
  return {
    built: isYard
      ? placeHalls(plot, "warehouse", { depth: 12, gap: 9, length: 42 }).map((one) => ({ ...one, heightM: 8 }))
      : placeHalls(plot, "warehouse", { depth: 30, gap: 18, length: 90 }),
  };
};
