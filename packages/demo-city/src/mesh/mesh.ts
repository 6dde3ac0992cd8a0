import { distance, type Outline, type Point } from "./geometry.ts";

/** What a border between two faces is on the ground. */
export type WayKind = "road" | "rail" | "bank" | "shore" | "wall" | "track" | "border";

/** How a road ranks; other ways have none. */
export type RoadClass =
  | "motorway"
  | "trunk"
  | "primary"
  | "secondary"
  | "tertiary"
  | "residential"
  | "service"
  | "alley"
  | "track";

/** What every edge of one street or line shares. */
export interface Way {
  readonly id: number;
  readonly kind: WayKind;
  readonly class: RoadClass | undefined;
  /** Metres from its middle that nobody builds on. */
  readonly clear: number;
  /** Key of its drawn name; streets born of a division get theirs later. */
  readonly key: string | undefined;
}

/** A corner where edges meet. Everything that touches it shares this one object, and so its coordinates. */
export interface Vertex {
  readonly id: number;
  readonly at: Point;
  /** One half-edge that leaves it. */
  out: Half;
}

/** One side of an edge: it runs with its face on the left. */
export interface Half {
  from: Vertex;
  twin: Half;
  next: Half;
  before: Half;
  face: Face;
  way: Way;
}

/** What an undivided face of the plan is. */
export type Ground = "land" | "lake" | "river" | "moat" | "basin" | "outside";

/** A piece of ground bounded by edges; division hands what it says on to its parts. */
export interface Face {
  readonly id: number;
  half: Half;
  ground: Ground;
  /** Number of its community or village; -1 before there is one. */
  community: number;
  /** What the plan has in mind for it. */
  zone: string;
}

/** The whole plan as faces without gaps or overlaps. */
export interface Mesh {
  readonly faces: Face[];
  readonly newVertex: (at: Point) => Vertex;
  readonly newEdge: (from: Vertex, to: Vertex, way: Way) => Half;
  readonly newFace: (half: Half) => Face;
}

/** An empty mesh; numbers count up from 0. */
export const newMesh = (): Mesh => {
  const faces: Face[] = [];
  let vertices = 0;
  return {
    faces,
    newVertex: (at) => ({ id: vertices++, at }) as Vertex,
    newEdge: (from, to, way) => {
      const half = { from, way } as Half;
      const twin = { from: to, way, twin: half } as Half;
      half.twin = twin;
      return half;
    },
    newFace: (half) => {
      const face: Face = { id: faces.length, half, ground: "land", community: -1, zone: "" };
      faces.push(face);
      return face;
    },
  };
};

export const link = (one: Half, next: Half): void => {
  one.next = next;
  next.before = one;
};

/** Half-edges around a face, from its first. */
export const halvesOf = (face: Face): Half[] => {
  const halves: Half[] = [];
  let at = face.half;
  do {
    halves.push(at);
    at = at.next;
  } while (at !== face.half);
  return halves;
};

export const outlineOf = (face: Face): Outline => halvesOf(face).map(({ from }) => from.at);

/** Half-edges that leave a corner, clockwise. */
export const leaving = (vertex: Vertex): Half[] => {
  const halves: Half[] = [];
  let at = vertex.out;
  do {
    halves.push(at);
    at = at.twin.next;
  } while (at !== vertex.out);
  return halves;
};

/** Cuts an edge in two at a point; both its faces get the corner. Answers the half that begins there. */
export const splitEdge = (mesh: Mesh, half: Half, at: Point): Half => {
  const { twin } = half;
  const vertex = mesh.newVertex(at);
  const further = mesh.newEdge(vertex, twin.from, half.way);
  further.face = half.face;
  further.twin.face = twin.face;
  link(further, half.next);
  link(half, further);
  link(twin.before, further.twin);
  link(further.twin, twin);
  if (further.twin.from.out === twin) further.twin.from.out = further.twin;
  twin.from = vertex;
  vertex.out = further;
  return further;
};

/**
 * Divides a face by a line from the corner where one of its halves begins to that of another, through points between.
 * Answers the new face, left of the line.
 */
export const divideFace = (
  mesh: Mesh,
  [one, other]: readonly [Half, Half],
  between: readonly Point[],
  way: Way,
): Face => {
  const { face } = one;
  const corners = [one.from, ...between.map((at) => mesh.newVertex(at)), other.from];
  const [beforeOne, beforeOther] = [one.before, other.before];
  let forward: Half | undefined;
  let first: Half | undefined;
  corners.slice(1).forEach((to, index) => {
    const from = corners[index] ?? to;
    const half = mesh.newEdge(from, to, way);
    half.face = face;
    half.twin.face = face;
    if (from !== one.from) from.out = half;
    if (forward !== undefined) {
      link(forward, half);
      link(half.twin, forward.twin);
    }
    first ??= half;
    forward = half;
  });
  if (first === undefined || forward === undefined) throw new Error("a line of one corner divides nothing");
  link(beforeOne, first);
  link(forward, other);
  link(beforeOther, forward.twin);
  link(first.twin, one);
  const made = mesh.newFace(first);
  made.ground = face.ground;
  made.community = face.community;
  made.zone = face.zone;
  for (const half of halvesOf(made)) half.face = made;
  face.half = first.twin;
  return made;
};

/** Length of the side a half-edge is. */
export const sideLength = (half: Half): number => distance(half.from.at, half.twin.from.at);

/** Half-edges by the corner they leave, of edges given by one half each. */
export const byCorner = (edges: readonly Half[]): Map<Vertex, Half[]> => {
  const out = new Map<Vertex, Half[]>();
  for (const half of edges.flatMap((one) => [one, one.twin])) {
    const known = out.get(half.from);
    if (known === undefined) out.set(half.from, [half]);
    else known.push(half);
  }
  return out;
};
