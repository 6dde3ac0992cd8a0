import { crossShares, lerp, type Point } from "./geometry.ts";
import { byCorner, type Face, type Half, link, type Mesh, newMesh, type Vertex, type Way } from "./mesh.ts";

/** A line of the plan before it is cut where it meets others. */
export interface DrawnLine {
  readonly points: readonly Point[];
  readonly way: Way;
}

interface Stretch {
  readonly from: Point;
  readonly to: Point;
  readonly way: Way;
  /** Shares of the way at which others cross. */
  readonly cuts: number[];
}

const bucket = 400;

const toStretches = (lines: readonly DrawnLine[]): Stretch[] =>
  lines.flatMap(({ points, way }) =>
    points.slice(1).map((to, index): Stretch => ({ from: points[index] ?? to, to, way, cuts: [] })),
  );

/** Keys of the buckets a stretch may touch. */
const bucketsOf = ({ from, to }: Stretch): number[] => {
  const floor = (one: number, other: number): [number, number] => [
    Math.floor(Math.min(one, other) / bucket),
    Math.floor(Math.max(one, other) / bucket),
  ];
  const [west, east] = floor(from[0], to[0]);
  const [south, north] = floor(from[1], to[1]);
  const keys: number[] = [];
  for (let x = west; x <= east; x += 1)
    for (let y = south; y <= north; y += 1) keys.push((x + 2_000) * 10_000 + y + 2_000);
  return keys;
};

/** Calls back for each pair of stretches that may meet, each pair once. */
const eachPair = (stretches: readonly Stretch[], visit: (one: Stretch, other: Stretch) => void): void => {
  const buckets = new Map<number, Stretch[]>();
  for (const stretch of stretches) {
    const near = new Set<Stretch>();
    for (const key of bucketsOf(stretch)) {
      const others = buckets.get(key) ?? [];
      for (const other of others) near.add(other);
      others.push(stretch);
      buckets.set(key, others);
    }
    for (const other of near) if (other !== stretch) visit(other, stretch);
  }
};

/** Corners by place, to the half metre: what is drawn to meet, meets. */
const newCorners = (mesh: Mesh): ((at: Point) => Vertex) => {
  const corners = new Map<string, Vertex>();
  return (at) => {
    const key = `${Math.round(at[0] * 2)},${Math.round(at[1] * 2)}`;
    const known = corners.get(key);
    if (known !== undefined) return known;
    const made = mesh.newVertex(at);
    corners.set(key, made);
    return made;
  };
};

const cutAll = (mesh: Mesh, stretches: readonly Stretch[]): Half[] => {
  const cornerAt = newCorners(mesh);
  const edges = new Map<string, Half>();
  for (const { from, to, way, cuts } of stretches) {
    let before = cornerAt(from);
    for (const share of [...cuts.sort((one, other) => one - other), 1]) {
      const after = cornerAt(share === 1 ? to : lerp(from, to, share));
      if (after === before) continue;
      const key = before.id < after.id ? `${before.id} ${after.id}` : `${after.id} ${before.id}`;
      if (!edges.has(key)) edges.set(key, mesh.newEdge(before, after, way));
      before = after;
    }
  }
  return [...edges.values()];
};

/** Leaves out, again and again, edges that end nowhere. */
const prune = (edges: readonly Half[]): Half[] => {
  const degree = new Map<Vertex, number>();
  const count = (half: Half, by: number): void => {
    for (const end of [half.from, half.twin.from]) degree.set(end, (degree.get(end) ?? 0) + by);
  };
  for (const half of edges) count(half, 1);
  let kept = [...edges];
  for (;;) {
    const left = kept.filter((half) => (degree.get(half.from) ?? 0) > 1 && (degree.get(half.twin.from) ?? 0) > 1);
    if (left.length === kept.length) return left;
    const still = new Set(left);
    for (const half of kept) if (!still.has(half)) count(half, -1);
    kept = left;
  }
};

const angleOf = (half: Half): number =>
  Math.atan2(half.twin.from.at[1] - half.from.at[1], half.twin.from.at[0] - half.from.at[0]);

/** Joins half-edges around each corner, so that every face is walked with itself on the left. */
const join = (edges: readonly Half[]): void => {
  for (const [vertex, halves] of byCorner(edges)) {
    halves.sort((one, other) => angleOf(one) - angleOf(other));
    halves.forEach((half, index) => {
      vertex.out = half;
      link(half.twin, halves.at(index - 1) ?? half);
    });
  }
};

const traceFaces = (mesh: Mesh, edges: readonly Half[]): void => {
  for (const start of edges.flatMap((one) => [one, one.twin])) {
    if ((start.face as Face | undefined) !== undefined) continue;
    const face = mesh.newFace(start);
    let at = start;
    do {
      at.face = face;
      at = at.next;
    } while (at !== start);
  }
};

/** Makes a mesh of lines: cuts them where they cross, drops loose ends, and finds the faces between. */
export const arrange = (lines: readonly DrawnLine[]): Mesh => {
  const mesh = newMesh();
  const stretches = toStretches(lines);
  eachPair(stretches, (one, other) => {
    const shares = crossShares(one.from, one.to, other.from, other.to);
    if (shares === undefined) return;
    one.cuts.push(shares[0]);
    other.cuts.push(shares[1]);
  });
  const edges = prune(cutAll(mesh, stretches));
  join(edges);
  traceFaces(mesh, edges);
  return mesh;
};
