import type { Label } from "@chengyun/kernel";
import {
  across,
  distance,
  distanceToSide,
  fitBox,
  lerp,
  type Outline,
  type Point,
  reachOf,
  sidesOf,
  unit,
} from "../mesh/geometry.ts";
import { inset } from "../mesh/inset.ts";
import { type Face, halvesOf, type RoadClass } from "../mesh/mesh.ts";
import type { Random } from "../random.ts";

/** What a building is used for. */
export type BuildingUse =
  | "residential"
  | "commercial"
  | "office"
  | "old-town"
  | "industrial"
  | "warehouse"
  | "school"
  | "hospital"
  | "public"
  | "transport"
  | "sports"
  | "religious"
  | "rural"
  | "tank";

/** A building of the plan. */
export interface Built {
  readonly outline: Outline;
  readonly use: BuildingUse;
  readonly levels: number;
  /** Metres; three a level where nothing else is said. */
  readonly heightM?: number;
  readonly name?: Label;
}

/** Green, water or yard that a plot's layout brings along. */
export interface Laid {
  readonly outline: Outline;
  readonly kind: "green" | "water";
  readonly class: string;
  readonly name?: Label;
}

/** What stands and lies on a plot. */
export interface Layout {
  readonly built: readonly Built[];
  readonly laid?: readonly Laid[];
}

/** A side of a plot and the road in front of it. */
export interface Front {
  readonly side: number;
  readonly from: Point;
  readonly to: Point;
  readonly class: RoadClass | undefined;
}

/** Ground to be built on: what is left of a face when roads, banks and verges are taken off. */
export interface Plot {
  readonly face: Face;
  readonly outline: Outline;
  readonly fronts: readonly Front[];
  readonly random: Random;
}

/** What separates faces within one block keeps walls this far apart, whatever is there. */
const verge = 3;

const frontOf = (face: Face, [from, to]: readonly [Point, Point], side: number): Front => {
  const middle = lerp(from, to, 0.5);
  let best: { over: number; class: RoadClass | undefined } = { over: Number.POSITIVE_INFINITY, class: undefined };
  for (const half of halvesOf(face)) {
    const over = Math.abs(distanceToSide(middle, half.from.at, half.twin.from.at) - half.way.clear - verge);
    if (over < best.over) best = { over, class: half.way.class };
  }
  return { side, from, to, class: best.class };
};

/** The plot of a face; undefined when its borders leave nothing to build on. */
export const toPlot = (face: Face, random: Random): Plot | undefined => {
  const halves = halvesOf(face);
  const outline = inset(
    halves.map(({ from }) => from.at),
    (side) => (halves[side]?.way.clear ?? 0) + verge,
  );
  if (outline.length < 3) return undefined;
  return { face, outline, random, fronts: sidesOf(outline).map((ends, side) => frontOf(face, ends, side)) };
};

/** Two directions across each other, in which a plot's buildings stand. */
export interface Grid {
  readonly along: Point;
  readonly aside: Point;
}

export const gridAlong = (along: Point): Grid => ({ along, aside: across(along) });

/** The grid of a plot whose rows face south, turned to the plot's own sides where those are not far off. */
export const southGrid = (outline: Outline): Grid => {
  const { along } = fitBox(outline);
  const candidates = [along, across(along)].map(([x, y]): Point => (x < 0 ? [-x, -y] : [x, y]));
  const best = candidates.sort((one, other) => other[0] - one[0])[0] ?? [1, 0];
  return gridAlong(best[0] > 0.82 ? best : [1, 0]);
};

const place = ({ along, aside }: Grid, u: number, v: number): Point => [
  along[0] * u + aside[0] * v,
  along[1] * u + aside[1] * v,
];

/** Low and high ends of a box along both directions of a grid. */
export type Span = readonly [low: number, high: number];

export const box = (grid: Grid, [west, east]: Span, [south, north]: Span): Outline => [
  place(grid, west, south),
  place(grid, east, south),
  place(grid, east, north),
  place(grid, west, north),
];

/** An outline given by corners in a grid. */
export const shape = (grid: Grid, corners: readonly (readonly [number, number])[]): Outline =>
  corners.map(([u, v]) => place(grid, u, v));

/** A round outline. */
export const round = (middle: Point, radius: number, corners = 16): Outline =>
  Array.from({ length: corners }, (_, corner): Point => {
    const angle = (2 * Math.PI * corner) / corners;
    return [middle[0] + radius * Math.cos(angle), middle[1] + radius * Math.sin(angle)];
  });

export const reaches = (outline: Outline, grid: Grid): { readonly u: Span; readonly v: Span } => ({
  u: reachOf(outline, grid.along),
  v: reachOf(outline, grid.aside),
});

/** The longest stretch of the line at `v` that lies inside. */
const spanAt = (outline: Outline, { along, aside }: Grid, v: number): Span | undefined => {
  const cuts: number[] = [];
  for (const [from, to] of sidesOf(outline)) {
    const low = from[0] * aside[0] + from[1] * aside[1] - v;
    const high = to[0] * aside[0] + to[1] * aside[1] - v;
    if (low >= 0 === high >= 0) continue;
    const [x, y] = lerp(from, to, low / (low - high));
    cuts.push(x * along[0] + y * along[1]);
  }
  cuts.sort((one, other) => one - other);
  let best: Span | undefined;
  for (let index = 0; index + 1 < cuts.length; index += 2) {
    const [low, high] = [cuts[index] ?? 0, cuts[index + 1] ?? 0];
    if (best === undefined || high - low > best[1] - best[0]) best = [low, high];
  }
  return best;
};

/** The stretch that is inside all the way from one `v` to another. */
export const spanOf = (outline: Outline, grid: Grid, [south, north]: Span): Span | undefined => {
  let [west, east] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    const span = spanAt(outline, grid, south + (north - south) * share);
    if (span === undefined) return undefined;
    west = Math.max(west, span[0]);
    east = Math.min(east, span[1]);
  }
  return east - west > 1 ? [west, east] : undefined;
};

/** Parts of a stretch, about `length` long with `gap` between, filling it. */
export const partsOf = ([west, east]: Span, length: number, gap: number): Span[] => {
  const count = Math.floor((east - west + gap) / (length * 0.75 + gap));
  if (count < 1) return [];
  const fitted = Math.min(length * 1.25, (east - west - gap * (count - 1)) / count);
  const spare = (east - west - fitted * count - gap * (count - 1)) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, index): Span => {
    const from = west + index * (fitted + gap + (count > 1 ? spare : 0));
    return [from, from + fitted];
  });
};

export const isMajor = (rank: RoadClass | undefined): boolean =>
  rank === "primary" || rank === "secondary" || rank === "trunk" || rank === "tertiary";

export const isStreet = (rank: RoadClass | undefined): boolean => isMajor(rank) || rank === "residential";

/** Length of a front. */
export const frontLength = ({ from, to }: Front): number => distance(from, to);

/** The grid that looks from a front into its plot. */
export const frontGrid = ({ from, to }: Front): Grid => gridAlong(unit(from, to));

export const project = ([x, y]: Point, [dx, dy]: Point): number => x * dx + y * dy;

/** A whole number from low to high. */
export const whole = (random: Random, low: number, high: number): number => Math.floor(random.between(low, high + 1));
