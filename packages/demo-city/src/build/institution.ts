import type { Label } from "@chengyun/kernel";
import type { SiteUse } from "../land/site.ts";
import { areaOf, centroidOf, fitBox, isIn, type Outline, type Point } from "../mesh/geometry.ts";
import { inset } from "../mesh/inset.ts";
import {
  type BuildingUse,
  type Built,
  box,
  type Grid,
  gridAlong,
  type Laid,
  type Layout,
  type Plot,
  project,
  reaches,
  round,
  type Span,
  shape,
  southGrid,
  spanOf,
  whole,
} from "./plot.ts";
import { layWarehouses, placeTanks } from "./work.ts";

const fits = (corners: Outline, outline: Outline): boolean => corners.every((corner) => isIn(corner, outline));

/** A plot with the grid it is laid out on, and its largest box from south to north. */
interface Court {
  readonly plot: Plot;
  readonly grid: Grid;
  readonly u: Span;
  readonly v: Span;
  readonly name: Label;
}

const at = (span: Span, share: number): number => span[0] + (span[1] - span[0]) * share;

/** The largest stretch that is inside from south to north, on the south-facing grid. */
const toCourt = (plot: Plot, name: Label): Court => {
  const grid = southGrid(plot.outline);
  const { v } = reaches(plot.outline, grid);
  const inner: Span = [at(v, 0.06), at(v, 0.94)];
  const span = spanOf(plot.outline, grid, inner) ?? spanOf(plot.outline, grid, [at(v, 0.25), at(v, 0.75)]);
  const u = span ?? reaches(plot.outline, grid).u;
  return { plot, grid, u, v: inner, name };
};

const block = ({ grid, u, v }: Court, shares: readonly [number, number, number, number]): Outline =>
  box(grid, [at(u, shares[0]), at(u, shares[1])], [at(v, shares[2]), at(v, shares[3])]);

const keep = ({ plot }: Court, built: readonly Built[]): Built[] =>
  built.filter(({ outline }) => fits(outline, plot.outline));

/** A running track round its field. */
const track = ({ grid, u, v, plot }: Court, across: Span): Laid[] => {
  const [west, east] = [at(u, across[0]), at(u, across[1])];
  const wide = Math.min(44, (east - west) / 2 - 2);
  const long = Math.min(88, (v[1] - v[0]) / 2 - 4);
  if (wide < 14) return [];
  const [mu, mv] = [(west + east) / 2, at(v, 0.5)];
  const [half, straight] = long > wide ? [wide, long - wide] : [long * 0.6, 4];
  const oval = (less: number): Outline =>
    shape(
      grid,
      Array.from({ length: 24 }, (_, corner) => {
        const angle = (2 * Math.PI * (corner + 0.5)) / 24;
        const up = Math.sin(angle) > 0 ? straight : -straight;
        return [mu + (half - less) * Math.cos(angle), mv + up + (half - less) * Math.sin(angle)] as const;
      }),
    );
  const outer = oval(0);
  return fits(outer, plot.outline)
    ? [
        { outline: outer, kind: "green", class: "track" },
        { outline: oval(9), kind: "green", class: "pitch" },
      ]
    : [];
};

const laySchool = (court: Court): Layout => {
  const { plot } = court;
  const { random } = plot;
  const rows = [0.06, 0.36, 0.66].map((south, index): Built => {
    const levels = whole(random, 4, 5);
    return {
      outline: block(court, [0.03, 0.5, south, south + 0.14]),
      ...{ use: "school", levels, ...(index === 1 ? { name: court.name } : {}) },
    };
  });
  const link: Built = { outline: block(court, [0.03, 0.1, 0.2, 0.36]), use: "school", levels: 4 };
  const gym: Built = { outline: block(court, [0.05, 0.32, 0.86, 0.99]), use: "sports", levels: 2, heightM: 12 };
  return { built: keep(court, [...rows, link, gym]), laid: track(court, [0.54, 0.98]) };
};

const layHospital = (court: Court): Layout => ({
  built: keep(court, [
    { outline: block(court, [0.1, 0.72, 0.1, 0.4]), use: "hospital", levels: 5, name: court.name },
    { outline: block(court, [0.14, 0.62, 0.5, 0.66]), use: "hospital", levels: 17 },
    { outline: block(court, [0.1, 0.44, 0.78, 0.92]), use: "hospital", levels: 11 },
    { outline: block(court, [0.78, 0.94, 0.12, 0.6]), use: "hospital", levels: 6 },
    { outline: block(court, [0.55, 0.72, 0.8, 0.92]), use: "hospital", levels: 4 },
  ]),
  laid: [{ outline: block(court, [0.78, 0.95, 0.68, 0.92]), kind: "green", class: "garden" }],
});

const layGovernment = (court: Court): Layout => {
  const { grid, u, v } = court;
  const wings = shape(
    grid,
    (
      [
        [0.16, 0.5],
        [0.26, 0.5],
        [0.26, 0.62],
        [0.42, 0.62],
        [0.42, 0.56],
        [0.58, 0.56],
        [0.58, 0.62],
        [0.74, 0.62],
      ] as const
    )
      .concat([
        [0.74, 0.5],
        [0.84, 0.5],
        [0.84, 0.78],
        [0.16, 0.78],
      ] as never)
      .map(([x, y]) => [at(u, x), at(v, y)] as const),
  );
  return {
    built: keep(court, [
      { outline: wings, use: "public", levels: 12, name: court.name },
      { outline: block(court, [0.05, 0.13, 0.2, 0.75]), use: "public", levels: 6 },
      { outline: block(court, [0.87, 0.95, 0.2, 0.75]), use: "public", levels: 6 },
      { outline: block(court, [0.3, 0.7, 0.86, 0.96]), use: "public", levels: 4 },
    ]),
    laid: [{ outline: block(court, [0.2, 0.8, 0.06, 0.4]), kind: "green", class: "garden" }],
  };
};

const layStadium = (court: Court): Layout => {
  const { grid, u, v, plot } = court;
  const ring = (west: number, east: number, share: number): Outline =>
    shape(
      grid,
      Array.from({ length: 32 }, (_, corner) => {
        const angle = (2 * Math.PI * corner) / 32;
        const [mu, mv] = [at(u, (west + east) / 2), at(v, 0.5)];
        const [ru, rv] = [((at(u, east) - at(u, west)) / 2) * share, Math.min(120, (v[1] - v[0]) * 0.38) * share];
        return [mu + ru * Math.cos(angle), mv + rv * Math.sin(angle)] as const;
      }),
    );
  const bowl: Built = { outline: ring(0.08, 0.56, 1), use: "sports", levels: 4, heightM: 32, name: court.name };
  const halls: Built[] = [
    { outline: block(court, [0.66, 0.94, 0.54, 0.86]), use: "sports", levels: 2, heightM: 22 },
    { outline: block(court, [0.66, 0.92, 0.14, 0.4]), use: "sports", levels: 2, heightM: 18 },
  ];
  const field: Laid[] = fits(bowl.outline, plot.outline)
    ? [{ outline: ring(0.08, 0.56, 0.58), kind: "green", class: "pitch" }]
    : [];
  return { built: keep(court, [bowl, ...halls]), laid: field };
};

/** A hall of a campus, plain or with a wing. */
const campusHall = ({ grid, u, v, plot }: Court, west: number, south: number): Built => {
  const [wide, deep] = [at(u, west + 0.12) - at(u, west), Math.min(20, at(v, south + 0.08) - at(v, south))];
  const [x, y] = [at(u, west), at(v, south)];
  const wing: readonly (readonly [number, number])[] = [
    ...([
      [x, y],
      [x + wide, y],
      [x + wide, y + deep * 0.55],
    ] as const),
    ...([
      [x + deep * 0.6, y + deep * 0.55],
      [x + deep * 0.6, y + deep * 1.5],
      [x, y + deep * 1.5],
    ] as const),
  ];
  const outline = plot.random.chance(0.45) ? shape(grid, wing) : box(grid, [x, x + wide], [y, y + deep]);
  return { outline, use: south > 0.56 ? "residential" : "school", levels: whole(plot.random, 5, 7) };
};

/** Columns and rows a campus keeps open: the library's court in the middle, the field in a corner. */
const isOpen = (column: number, row: number): boolean =>
  ((column === 2 || column === 3) && row > 1 && row < 5) || (column < 2 && row < 3);

/** A campus: rows of halls, a library in the middle, a lake, a track. */
const layUniversity = (court: Court): Layout => {
  const { plot, grid, u, v } = court;
  const built: Built[] = [
    { outline: block(court, [0.44, 0.58, 0.42, 0.56]), use: "school", levels: 9, heightM: 40, name: court.name },
  ];
  for (let place = 0; place < 42; place += 1) {
    const [column, row] = [place % 6, Math.floor(place / 6)];
    if (!isOpen(column, row) && !plot.random.chance(0.12))
      built.push(campusHall(court, 0.02 + column * 0.16, 0.03 + row * 0.135));
  }
  const [x, y] = [at(u, 0.42), at(v, 0.26)];
  const pool = round(
    [x * grid.along[0] + y * grid.aside[0], x * grid.along[1] + y * grid.aside[1]],
    Math.min(60, (u[1] - u[0]) * 0.08),
  );
  return {
    built: keep(court, built),
    laid: [
      { outline: pool, kind: "water", class: "pond" },
      ...track({ ...court, v: [v[0], at(v, 0.42)] }, [0.02, 0.3]),
    ],
  };
};

/** Halls one behind the other on an axis, side halls round their yards. */
const layTemple = (court: Court): Layout => {
  const halls = [0.08, 0.34, 0.62, 0.86].map((south, index): Built => {
    const half = index === 0 ? 0.1 : 0.17;
    return {
      outline: block(court, [0.5 - half, 0.5 + half, south, south + 0.11]),
      ...{ use: "religious", levels: 1, heightM: 9 + index, ...(index === 2 ? { name: court.name } : {}) },
    };
  });
  const sides = [0.12, 0.82].flatMap((west) =>
    [0.2, 0.48, 0.74].map(
      (south): Built => ({
        outline: block(court, [west, west + 0.08, south, south + 0.18]),
        ...{ use: "religious", levels: 1, heightM: 6 },
      }),
    ),
  );
  return { built: keep(court, [...halls, ...sides]) };
};

const laySheds = (court: Court, use: BuildingUse, heightM: number): Layout => ({
  built: keep(court, [
    { outline: block(court, [0.08, 0.92, 0.12, 0.4]), use, levels: 2, heightM, name: court.name },
    { outline: block(court, [0.08, 0.55, 0.52, 0.8]), use, levels: 2, heightM },
    { outline: block(court, [0.64, 0.92, 0.52, 0.8]), use, levels: 3, heightM },
  ]),
});

const layStation = (court: Court): Layout => {
  const { plot } = court;
  // Along the rails, at the northern edge of its ground.
  const { along } = fitBox(plot.outline);
  const grid = gridAlong(along[0] < 0 ? [-along[0], -along[1]] : along);
  const { u, v } = reaches(plot.outline, grid);
  const hall: Outline = box(grid, [at(u, 0.2), at(u, 0.8)], [at(v, 0.5), at(v, 0.8)]);
  return { built: keep(court, [{ outline: hall, use: "transport", levels: 2, heightM: 24, name: court.name }]) };
};

const layMall = (court: Court): Layout => {
  const { grid, u, v } = court;
  const [cut, hall] = [0.1, [0.08, 0.92] as const];
  const corners = (
    [
      [hall[0] + cut, 0.1],
      [hall[1], 0.1],
      [hall[1], 0.74],
      [hall[1] - cut, 0.88],
      [hall[0], 0.88],
      [hall[0], 0.24],
    ] as const
  ).map(([x, y]) => [at(u, x), at(v, y)] as const);
  return {
    built: keep(court, [
      { outline: shape(grid, corners), use: "commercial", levels: 6, heightM: 32, name: court.name },
      { outline: block(court, [0.16, 0.32, 0.55, 0.8]), use: "office", levels: 28 },
      { outline: block(court, [0.68, 0.84, 0.2, 0.45]), use: "office", levels: 24 },
    ]),
  };
};

/** A park: paths are drawn by the land; here its water, its hall and its trees. */
const layPark = (court: Court): Layout => {
  const { plot } = court;
  const { random, outline } = plot;
  const [x, y] = centroidOf(outline);
  const radius = Math.sqrt(areaOf(outline)) * 0.2;
  const turn = random.between(0, 6);
  const water = Array.from({ length: 26 }, (_, corner): Point => {
    const angle = (2 * Math.PI * corner) / 26;
    const far = radius * (1 + 0.32 * Math.sin(2 * angle + turn) + 0.16 * Math.sin(5 * angle + turn * 2));
    return [x + far * 1.35 * Math.cos(angle), y + far * 0.85 * Math.sin(angle)];
  });
  const hall = block(court, [0.06, 0.14, 0.8, 0.88]);
  return {
    built: keep(court, [{ outline: hall, use: "public", levels: 1, heightM: 7 }]),
    laid: [
      { outline, kind: "green", class: "park", name: court.name },
      ...(fits(water, outline) ? [{ outline: water, kind: "water" as const, class: "pond" }] : []),
    ],
  };
};

const laySquare = (court: Court): Layout => {
  const { plot, u, v, grid } = court;
  const isLarge = areaOf(plot.outline) > 16_000;
  const lawn = (west: number): Laid => ({
    outline: block(court, [west, west + 0.3, 0.12, 0.86]),
    kind: "green",
    class: "grass",
  });
  const tower: Built = {
    outline: block(court, [0.4, 0.6, 0.36, 0.62]),
    use: "religious",
    levels: 3,
    heightM: 18,
    name: court.name,
  };
  const basin = round(
    [at(u, 0.5) * grid.along[0] + at(v, 0.5) * grid.aside[0], at(u, 0.5) * grid.along[1] + at(v, 0.5) * grid.aside[1]],
    14,
  );
  return isLarge
    ? { built: [], laid: [lawn(0.06), lawn(0.64), { outline: basin, kind: "water", class: "basin" }] }
    : { built: keep(court, [tower]) };
};

const layWaterworks = (court: Court): Layout => {
  const basins = [0.1, 0.3, 0.5].map(
    (west): Laid => ({
      outline: block(court, [west, west + 0.15, 0.12, 0.6]),
      ...{ kind: "water", class: "basin" },
    }),
  );
  return {
    built: keep(court, [
      { outline: block(court, [0.1, 0.6, 0.74, 0.88]), use: "industrial", levels: 2, heightM: 10, name: court.name },
      { outline: block(court, [0.74, 0.92, 0.2, 0.55]), use: "industrial", levels: 2, heightM: 9 },
    ]),
    laid: basins.filter(({ outline }) => fits(outline, court.plot.outline)),
  };
};

const laySewageWorks = (court: Court): Layout => {
  const { plot, grid } = court;
  const south = inset(plot.outline, () => 12);
  const tanks = placeTanks(south, 17);
  const middle = project(centroidOf(plot.outline), grid.aside);
  const [round_, halls] = [tanks.filter(({ outline }) => project(centroidOf(outline), grid.aside) > middle), court];
  return {
    built: keep(court, [
      { outline: block(halls, [0.08, 0.4, 0.06, 0.2]), use: "industrial", levels: 2, heightM: 9, name: court.name },
    ]),
    laid: round_.map(({ outline }): Laid => ({ outline, kind: "water", class: "basin" })),
  };
};

const layMuseum = (court: Court): Layout => ({
  built: keep(court, [
    {
      outline: shape(
        court.grid,
        (
          [
            [0.15, 0.25],
            [0.85, 0.25],
            [0.85, 0.55],
            [0.55, 0.55],
            [0.55, 0.8],
            [0.15, 0.8],
          ] as const
        ).map(([x, y]) => [at(court.u, x), at(court.v, y)] as const),
      ),
      ...{ use: "public", levels: 4, heightM: 22, name: court.name },
    },
  ]),
  laid: [{ outline: block(court, [0.6, 0.85, 0.6, 0.8]), kind: "green", class: "garden" }],
});

const layBuildingSite = (court: Court): Layout => ({
  built: keep(court, [
    { outline: block(court, [0.1, 0.34, 0.2, 0.32]), use: "residential", levels: 9, name: court.name },
    { outline: block(court, [0.5, 0.74, 0.2, 0.32]), use: "residential", levels: 4 },
    { outline: block(court, [0.1, 0.3, 0.8, 0.86]), use: "industrial", levels: 2 },
  ]),
});

const layouts: Readonly<Record<SiteUse, (court: Court) => Layout>> = {
  park: layPark,
  wetland: layPark,
  square: laySquare,
  stadium: layStadium,
  university: layUniversity,
  school: laySchool,
  hospital: layHospital,
  government: layGovernment,
  station: layStation,
  "coach-station": (court) => laySheds(court, "transport", 14),
  mall: layMall,
  temple: layTemple,
  market: (court) => laySheds(court, "commercial", 9),
  waterworks: layWaterworks,
  "sewage-works": laySewageWorks,
  construction: layBuildingSite,
  tanks: (court) => ({
    built: placeTanks(
      inset(court.plot.outline, () => 10),
      14,
    ),
  }),
  harbour: ({ plot }) => layWarehouses(plot),
  museum: layMuseum,
};

/** Lays out the ground of an institution. */
export const laySite = (plot: Plot, use: SiteUse, name: Label): Layout => layouts[use](toCourt(plot, name));
