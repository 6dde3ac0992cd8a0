import { buffer, extent, type TileFrame } from "./tile-frame.ts";

/** Positions in units of a tile, x and y in turn. */
export type Path = readonly number[];

/** How a geometry is drawn in a tile: points, lines or rings, clipped, thinned and rounded. */
export interface Drawn {
  /** 1 points, 2 lines, 3 rings: as the format numbers them. */
  readonly type: 1 | 2 | 3;
  readonly paths: readonly Path[];
}

const low = -buffer;
const high = extent + buffer;

interface Side {
  /** 0 cuts east and west, 1 north and south. */
  readonly axis: 0 | 1;
  readonly at: number;
  readonly keeps: 1 | -1;
}

const isInside = (path: Path, at: number, { axis, at: limit, keeps }: Side): boolean =>
  ((path[at + axis] ?? 0) - limit) * keeps >= 0;

/** Where the stretch between two positions meets a side. */
const meet = (path: Path, before: number, at: number, side: Side): readonly [number, number] => {
  const [px, py, x, y] = [path[before] ?? 0, path[before + 1] ?? 0, path[at] ?? 0, path[at + 1] ?? 0];
  const share = side.axis === 0 ? (side.at - px) / (x - px) : (side.at - py) / (y - py);
  return [px + (x - px) * share, py + (y - py) * share];
};

/** Cuts a line at one side of the tile; a line that leaves and comes back becomes two. */
const cutLine = (path: Path, side: Side): Path[] => {
  const pieces: number[][] = [];
  let piece: number[] = [];
  for (let at = 0; at < path.length; at += 2) {
    const isIn = isInside(path, at, side);
    if (at > 0 && isIn !== isInside(path, at - 2, side)) piece.push(...meet(path, at - 2, at, side));
    if (isIn) piece.push(path[at] ?? 0, path[at + 1] ?? 0);
    else {
      pieces.push(piece);
      piece = [];
    }
  }
  return [...pieces, piece].filter((one) => one.length >= 4);
};

/** Cuts a ring at one side of the tile (Sutherland and Hodgman); it stays one ring. */
const cutRing = (path: Path, side: Side): Path => {
  const kept: number[] = [];
  for (let at = 0; at < path.length; at += 2) {
    const before = at === 0 ? path.length - 2 : at - 2;
    const isIn = isInside(path, at, side);
    if (isIn !== isInside(path, before, side)) kept.push(...meet(path, before, at, side));
    if (isIn) kept.push(path[at] ?? 0, path[at + 1] ?? 0);
  }
  return kept;
};

const sides: readonly Side[] = [
  { axis: 0, at: low, keeps: 1 },
  { axis: 0, at: high, keeps: -1 },
  { axis: 1, at: low, keeps: 1 },
  { axis: 1, at: high, keeps: -1 },
];

const isWhollyIn = (path: Path): boolean => path.every((value) => value >= low && value <= high);

const clipLine = (path: Path): readonly Path[] =>
  isWhollyIn(path)
    ? [path]
    : sides.reduce<readonly Path[]>((paths, side) => paths.flatMap((one) => cutLine(one, side)), [path]);

const clipRing = (path: Path): Path =>
  isWhollyIn(path) ? path : sides.reduce<Path>((ring, side) => cutRing(ring, side), path);

/** Squared distance of a point from a stretch. */
const farFrom = (path: Path, at: number, from: number, to: number): number => {
  const [ax, ay, bx, by] = [path[from] ?? 0, path[from + 1] ?? 0, path[to] ?? 0, path[to + 1] ?? 0];
  const [px, py] = [path[at] ?? 0, path[at + 1] ?? 0];
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / length));
  return (px - ax - dx * share) ** 2 + (py - ay - dy * share) ** 2;
};

/** Leaves out what nobody can see (Douglas and Peucker), without recursion: coasts have many points. */
export const thin = (path: Path, tolerance: number): Path => {
  const last = path.length - 2;
  if (last < 4 || tolerance <= 0) return path;
  const keep = new Uint8Array(path.length / 2);
  keep[0] = 1;
  keep[last / 2] = 1;
  const open: [number, number][] = [[0, last]];
  for (let stretch = open.pop(); stretch !== undefined; stretch = open.pop()) {
    const [from, to] = stretch;
    let far = tolerance * tolerance;
    let split = -1;
    for (let at = from + 2; at < to; at += 2) {
      const distance = farFrom(path, at, from, to);
      if (distance > far) [far, split] = [distance, at];
    }
    if (split < 0) continue;
    keep[split / 2] = 1;
    open.push([from, split], [split, to]);
  }
  return path.filter((_, at) => keep[at >> 1] === 1);
};

/** Rounds to whole units and leaves out repetitions. */
const snap = (path: Path): number[] => {
  const snapped: number[] = [];
  for (let at = 0; at < path.length; at += 2) {
    const [x, y] = [Math.round(path[at] ?? 0), Math.round(path[at + 1] ?? 0)];
    if (snapped.at(-2) !== x || snapped.at(-1) !== y) snapped.push(x, y);
  }
  return snapped;
};

/** Twice the signed area of a ring; positive is clockwise on the screen, whose y goes down. */
const turn = (ring: Path): number => {
  let sum = 0;
  for (let at = 0; at < ring.length; at += 2) {
    const next = (at + 2) % ring.length;
    sum += (ring[at] ?? 0) * (ring[next + 1] ?? 0) - (ring[next] ?? 0) * (ring[at + 1] ?? 0);
  }
  return sum;
};

const reversed = (ring: Path): Path => {
  const back: number[] = [];
  for (let at = ring.length - 2; at >= 0; at -= 2) back.push(ring[at] ?? 0, ring[at + 1] ?? 0);
  return back;
};

/** An outer ring turns clockwise, a hole the other way: that is how the format tells them apart. */
const drawRing = (ring: Path, isHole: boolean, tolerance: number): Path | undefined => {
  const snapped = snap(thin(clipRing(ring), tolerance));
  if (snapped.at(-2) === snapped[0] && snapped.at(-1) === snapped[1]) snapped.splice(-2);
  const area = turn(snapped);
  if (snapped.length < 6 || area === 0) return undefined;
  return area > 0 === isHole ? reversed(snapped) : snapped;
};

type Positions = readonly (readonly number[])[];

const toPath = (frame: TileFrame, positions: Positions): Path => {
  const path = new Array<number>(positions.length * 2);
  positions.forEach((position, at) => {
    const [x, y] = frame.place(position[0] ?? 0, position[1] ?? 0);
    path[2 * at] = x;
    path[2 * at + 1] = y;
  });
  return path;
};

const drawRings = (frame: TileFrame, polygons: readonly (readonly Positions[])[], tolerance: number): Drawn => ({
  type: 3,
  paths: polygons.flatMap((rings) => {
    const drawn: Path[] = [];
    for (const [at, ring] of rings.entries()) {
      const one = drawRing(toPath(frame, ring), at > 0, tolerance);
      if (one !== undefined) drawn.push(one);
      // A hole in nothing would be filled.
      else if (at === 0) break;
    }
    return drawn;
  }),
});

const drawLines = (frame: TileFrame, lines: readonly Positions[], tolerance: number): Drawn => ({
  type: 2,
  paths: lines
    .flatMap((line) => clipLine(toPath(frame, line)))
    .map((path) => snap(thin(path, tolerance)))
    .filter((path) => path.length >= 4),
});

const isInTile = (path: Path): boolean => path.every((value) => value >= 0 && value < extent);

/** Draws a geometry into a tile; undefined when nothing of it is left. Points belong to one tile alone. */
export const drawShape = (
  frame: TileFrame,
  { type, coordinates }: { readonly type: string; readonly coordinates: unknown },
  tolerance: number,
): Drawn | undefined => {
  const drawn = ((): Drawn | undefined => {
    switch (type) {
      case "Point":
        return { type: 1, paths: [toPath(frame, [coordinates as number[]])].filter(isInTile).map(snap) };
      case "LineString":
        return drawLines(frame, [coordinates as Positions], tolerance);
      case "MultiLineString":
        return drawLines(frame, coordinates as Positions[], tolerance);
      case "Polygon":
        return drawRings(frame, [coordinates as Positions[]], tolerance);
      case "MultiPolygon":
        return drawRings(frame, coordinates as Positions[][], tolerance);
      default:
        return undefined;
    }
  })();
  return drawn === undefined || drawn.paths.length === 0 ? undefined : drawn;
};
