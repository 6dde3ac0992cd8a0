import { metresApart, metresPerDegree } from "./distance.ts";
import type { RoadGraph, RoadPosition, TravelMode } from "./road-graph.ts";

/** A place on a road: on which edge, how far along it, and how far off the road one stood. */
export interface RoadPlace {
  readonly edge: number;
  /** Share of the edge's length from its beginning. */
  readonly share: number;
  readonly position: RoadPosition;
  readonly offRoadMetres: number;
}

/** Finds places on roads. */
export interface RoadPlaces {
  /** The nearest place on a road where one may go in this way; undefined when none is within `mostMetres`. */
  readonly nearest: (position: RoadPosition, mode: TravelMode, mostMetres?: number) => RoadPlace | undefined;
}

/** Side of the cells in which stretches are looked for, in degrees: about 200 m. */
const cellDegrees = 0.002;
const defaultMostMetres = 2_000;

const keyOf = (column: number, row: number): number => column * 1_000_003 + row;

const placeAt = (graph: RoadGraph, at: number): RoadPosition => [
  graph.places[2 * at] ?? 0,
  graph.places[2 * at + 1] ?? 0,
];

const cellOf = (degrees: number): number => Math.floor(degrees / cellDegrees);

/** Cells that a stretch passes through, or nearly. */
const cellsOf = ([ax, ay]: RoadPosition, [bx, by]: RoadPosition): number[] => {
  const keys: number[] = [];
  for (let column = cellOf(Math.min(ax, bx)); column <= cellOf(Math.max(ax, bx)); column += 1)
    for (let row = cellOf(Math.min(ay, by)); row <= cellOf(Math.max(ay, by)); row += 1) keys.push(keyOf(column, row));
  return keys;
};

/** Which stretches (positions `at` to `at + 1` of the flat list) pass through each cell. */
const fillCells = (graph: RoadGraph): { readonly cells: Map<number, number[]>; readonly edgeOf: Int32Array } => {
  const cells = new Map<number, number[]>();
  const edgeOf = new Int32Array(graph.places.length / 2);
  const put = (key: number, at: number): void => {
    const cell = cells.get(key);
    if (cell === undefined) cells.set(key, [at]);
    else cell.push(at);
  };
  for (let edge = 0; edge < graph.edges; edge += 1)
    for (let at = graph.firstPlace[edge] ?? 0; at < (graph.firstPlace[edge + 1] ?? 0) - 1; at += 1) {
      edgeOf[at] = edge;
      for (const key of cellsOf(placeAt(graph, at), placeAt(graph, at + 1))) put(key, at);
    }
  return { cells, edgeOf };
};

/** Cells around one, so many away. */
const ringOf = (column: number, row: number, ring: number): number[] => {
  if (ring === 0) return [keyOf(column, row)];
  const keys: number[] = [];
  for (let step = -ring; step < ring; step += 1)
    keys.push(
      keyOf(column + step, row - ring),
      keyOf(column + ring, row + step),
      keyOf(column - step, row + ring),
      keyOf(column - ring, row - step),
    );
  return keys;
};

/** Nearest place of one stretch. */
const dropOn = ([x, y]: RoadPosition, [ax, ay]: RoadPosition, [bx, by]: RoadPosition) => {
  const shrink = Math.cos((y * Math.PI) / 180);
  const [dx, dy] = [(bx - ax) * shrink, by - ay];
  const length = dx * dx + dy * dy;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * shrink * dx + (y - ay) * dy) / length));
  // Its ends are junctions, whose positions are shared exactly.
  const between: RoadPosition = [ax + (bx - ax) * share, ay + (by - ay) * share];
  const position = share === 0 ? ([ax, ay] as const) : share === 1 ? ([bx, by] as const) : between;
  return { position, metres: metresApart([x, y], position) };
};

const shareOf = (graph: RoadGraph, edge: number, at: number, position: RoadPosition): number => {
  let metres = metresApart(placeAt(graph, at), position);
  for (let one = graph.firstPlace[edge] ?? 0; one < at; one += 1)
    metres += metresApart(placeAt(graph, one), placeAt(graph, one + 1));
  const whole = graph.metres[edge] ?? 0;
  return whole === 0 ? 0 : Math.min(1, metres / whole);
};

/** Prepares a graph for finding places on it. */
export const indexRoads = (graph: RoadGraph): RoadPlaces => {
  const { cells, edgeOf } = fillCells(graph);
  const isOpen = (edge: number, mode: TravelMode): boolean =>
    Number.isFinite(graph.seconds[mode].along[edge]) || Number.isFinite(graph.seconds[mode].against[edge]);
  const nearest: RoadPlaces["nearest"] = (position, mode, mostMetres = defaultMostMetres) => {
    const cellMetres = cellDegrees * metresPerDegree * Math.cos((position[1] * Math.PI) / 180);
    let best: { readonly at: number; readonly position: RoadPosition; readonly metres: number } | undefined;
    const look = (at: number): void => {
      if (!isOpen(edgeOf[at] ?? 0, mode)) return;
      const dropped = dropOn(position, placeAt(graph, at), placeAt(graph, at + 1));
      if (dropped.metres <= (best?.metres ?? mostMetres)) best = { at, ...dropped };
    };
    for (let ring = 0; (ring - 1) * cellMetres <= (best?.metres ?? mostMetres); ring += 1)
      for (const key of ringOf(cellOf(position[0]), cellOf(position[1]), ring)) cells.get(key)?.forEach(look);
    if (best === undefined) return undefined;
    const edge = edgeOf[best.at] ?? 0;
    return {
      edge,
      share: shareOf(graph, edge, best.at, best.position),
      position: best.position,
      offRoadMetres: best.metres,
    };
  };
  return { nearest };
};
