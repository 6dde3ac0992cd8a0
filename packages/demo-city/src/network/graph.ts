import type { Roads } from "../land/road.ts";
import { distance, isIn, lerp, type Point } from "../mesh/geometry.ts";
import { type Face, type Half, leaving, outlineOf, type RoadClass, type Vertex } from "../mesh/mesh.ts";

/** Streets that pipes and cables may follow. */
export interface StreetGraph {
  readonly corners: readonly Vertex[];
  /** Half-edges of streets that leave a corner. */
  readonly from: (corner: Vertex) => readonly Half[];
}

/** Zones whose streets carry networks; a bridge carries them over. */
const builtUp = new Set(["urban", "works", "old", "town", "fringe", "harbour", "green", "river", "moat"]);

/** Whether ground on either side of an edge is built up. */
const isInTown = ({ face, twin }: Half): boolean => isBuiltUp(face.zone) || isBuiltUp(twin.face.zone);

const isBuiltUp = (zone: string): boolean => builtUp.has(zone) || zone.startsWith("site:");

const drawn = new WeakMap<Roads, Map<string, StreetGraph>>();

/** The streets of these classes in the built-up parts; each graph is drawn once. */
export const streetsOf = (roads: Roads, classes: readonly RoadClass[]): StreetGraph => {
  const graphs = drawn.get(roads) ?? new Map<string, StreetGraph>();
  drawn.set(roads, graphs);
  const key = classes.join(" ");
  const known = graphs.get(key) ?? drawStreets(roads, classes);
  graphs.set(key, known);
  return known;
};

const drawStreets = (roads: Roads, classes: readonly RoadClass[]): StreetGraph => {
  const wanted = new Set<RoadClass>(classes);
  const out = new Map<Vertex, Half[]>();
  const add = (half: Half): void => {
    const known = out.get(half.from);
    if (known === undefined) out.set(half.from, [half]);
    else known.push(half);
  };
  for (const { way, stretches } of roads.list) {
    if (way.kind !== "road" || way.class === undefined || !wanted.has(way.class)) continue;
    for (const half of stretches.flatMap(({ halves }) => halves))
      if (isInTown(half)) {
        add(half);
        add(half.twin);
      }
  }
  const corners = [...out.keys()].sort((one, other) => one.id - other.id);
  return { corners, from: (corner) => out.get(corner) ?? [] };
};

/** The way from a corner towards its nearest root. */
export interface Step {
  /** Half-edge that leaves the corner towards the root; absent at a root. */
  readonly towards: Half | undefined;
  readonly root: Vertex;
  readonly metres: number;
}

interface Waiting {
  readonly metres: number;
  readonly corner: Vertex;
}

/** A heap of what waits, nearest on top. */
const newQueue = () => {
  const heap: Waiting[] = [];
  const less = (one: number, other: number): boolean => (heap[one]?.metres ?? 0) < (heap[other]?.metres ?? 0);
  const swap = (one: number, other: number): void => {
    const [a, b] = [heap[one], heap[other]];
    if (a === undefined || b === undefined) return;
    heap[one] = b;
    heap[other] = a;
  };
  const sink = (from: number): void => {
    for (let at = from; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < heap.length && less(child, least)) least = child;
      if (least === at) return;
      swap(at, least);
      at = least;
    }
  };
  return {
    push: (one: Waiting): void => {
      heap.push(one);
      for (let at = heap.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (!less(at, parent)) return;
        swap(at, parent);
        at = parent;
      }
    },
    pop: (): Waiting | undefined => {
      const top = heap[0];
      const last = heap.pop();
      if (top === undefined || last === undefined || heap.length === 0) return top;
      heap[0] = last;
      sink(0);
      return top;
    },
  };
};

/** For every corner the shortest way along streets to one of the roots. */
export const growTree = (
  graph: StreetGraph,
  roots: readonly Vertex[],
  costOf: (half: Half) => number = () => 1,
): Map<Vertex, Step> => {
  const steps = new Map<Vertex, Step>();
  const settled = new Set<Vertex>();
  const queue = newQueue();
  for (const root of roots) {
    steps.set(root, { towards: undefined, root, metres: 0 });
    queue.push({ metres: 0, corner: root });
  }
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const { corner, metres } = next;
    const step = steps.get(corner);
    if (settled.has(corner) || step === undefined) continue;
    settled.add(corner);
    for (const half of graph.from(corner)) {
      const end = half.twin.from;
      const far = metres + distance(half.from.at, end.at) * costOf(half);
      if (settled.has(end) || far >= (steps.get(end)?.metres ?? Number.POSITIVE_INFINITY)) continue;
      steps.set(end, { towards: half.twin, root: step.root, metres: far });
      queue.push({ metres: far, corner: end });
    }
  }
  return steps;
};

/** The corner nearest to a point. */
export const nearestCorner = (graph: StreetGraph, at: Point): Vertex | undefined => {
  let best: { corner: Vertex; far: number } | undefined;
  for (const corner of graph.corners) {
    const far = distance(corner.at, at);
    if (best === undefined || far < best.far) best = { corner, far };
  }
  return best?.corner;
};

/** A place beside a street: its point, and the face it lies in. */
export interface Spot {
  readonly at: Point;
  readonly face: Face;
}

/** A spot moved from a corner by some metres, with the face around the corner that holds it. */
export const spotAt = (corner: Vertex, [dx, dy]: Point): Spot => {
  const at: Point = [corner.at[0] + dx, corner.at[1] + dy];
  const faces = leaving(corner).map(({ face }) => face);
  const found = faces.find((face) => face.ground !== "outside" && isIn(at, outlineOf(face)));
  return { at, face: found ?? faces.find(({ community }) => community >= 0) ?? corner.out.face };
};

/** A spot along an edge, moved as {@link spotAt} moves. */
export const spotAlong = (half: Half, share: number, [dx, dy]: Point): Spot => {
  const [x, y] = lerp(half.from.at, half.twin.from.at, share);
  const at: Point = [x + dx, y + dy];
  const face = isIn(at, outlineOf(half.face)) ? half.face : half.twin.face;
  return { at, face: face.community >= 0 ? face : half.face };
};
