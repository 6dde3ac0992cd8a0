import { metresApart } from "./distance.ts";

/** A place, WGS-84: longitude, latitude in degrees. */
export type RoadPosition = readonly [longitude: number, latitude: number];

/** A road as the map has it; roads that meet share the exact position of the junction. */
export interface Road {
  readonly class: string;
  readonly line: readonly RoadPosition[];
  /** Driven in the direction of its line alone. */
  readonly oneway: boolean;
  /** Said for this road; else its class says it. */
  readonly speedKmh?: number;
}

/** How one goes. */
export type TravelMode = "drive" | "walk";

/** Speed of a class of road without traffic, and whether one drives and walks there. */
interface RoadClass {
  readonly driveKmh: number;
  readonly walkKmh: number;
}

const walkKmh = 4.8;

/** Ordinary speeds inside a city, junctions and lights included; 0: not there. */
const classes: Readonly<Record<string, RoadClass>> = {
  motorway: { driveKmh: 90, walkKmh: 0 },
  trunk: { driveKmh: 60, walkKmh: 0 },
  primary: { driveKmh: 40, walkKmh },
  secondary: { driveKmh: 35, walkKmh },
  tertiary: { driveKmh: 30, walkKmh },
  unclassified: { driveKmh: 25, walkKmh },
  residential: { driveKmh: 20, walkKmh },
  service: { driveKmh: 12, walkKmh },
  alley: { driveKmh: 8, walkKmh },
  track: { driveKmh: 10, walkKmh },
  footway: { driveKmh: 0, walkKmh },
  cycleway: { driveKmh: 0, walkKmh },
  steps: { driveKmh: 0, walkKmh: 2.4 },
};
const otherClass: RoadClass = { driveKmh: 15, walkKmh };

/** What a road is without its bends: ways of a map end in `_link` where they join. */
const classOf = (name: string): RoadClass => classes[name.replace(/_link$/, "")] ?? otherClass;

/**
 * Roads as a graph: junctions and the stretches between them, in flat arrays, because a city has a hundred thousand
 * and every search goes over many of them.
 */
export interface RoadGraph {
  readonly nodes: number;
  readonly edges: number;
  /** Ends of each edge. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly metres: Float32Array;
  /** Seconds along and against each edge, by mode; infinity where one may not. */
  readonly seconds: Readonly<Record<TravelMode, { readonly along: Float32Array; readonly against: Float32Array }>>;
  /** Positions of all edges, longitude and latitude in turn, and where each edge's begin. */
  readonly places: Float64Array;
  readonly firstPlace: Int32Array;
  /** For each node, edges that touch it: twice the edge's number, plus one where the node is its end. */
  readonly touching: Int32Array;
  readonly firstTouching: Int32Array;
  /** Which of the parts that hang together a node belongs to. */
  readonly part: Int32Array;
}

/** Numbers of the positions that are junctions or ends. */
const findNodes = (roads: readonly Road[]): Map<string, number> => {
  const seen = new Map<string, number>();
  const nodes = new Map<string, number>();
  const key = ([x, y]: RoadPosition): string => `${x},${y}`;
  const note = (at: string): void => {
    if (!nodes.has(at)) nodes.set(at, nodes.size);
  };
  for (const { line } of roads)
    for (const [at, position] of line.entries()) {
      const name = key(position);
      const times = (seen.get(name) ?? 0) + 1;
      seen.set(name, times);
      if (times > 1 || at === 0 || at === line.length - 1) note(name);
    }
  return nodes;
};

interface Stretch {
  readonly road: Road;
  readonly from: number;
  readonly to: number;
  readonly line: readonly RoadPosition[];
  readonly metres: number;
}

const cutRoads = (roads: readonly Road[], nodes: ReadonlyMap<string, number>): Stretch[] => {
  const stretches: Stretch[] = [];
  for (const road of roads) {
    let from = 0;
    let metres = 0;
    for (let at = 1; at < road.line.length; at += 1) {
      const [before, here] = [road.line[at - 1], road.line[at]];
      if (before === undefined || here === undefined) continue;
      metres += metresApart(before, here);
      const to = nodes.get(`${here[0]},${here[1]}`);
      const start = road.line[from];
      if (to === undefined || start === undefined) continue;
      const first = nodes.get(`${start[0]},${start[1]}`) ?? 0;
      stretches.push({ road, from: first, to, line: road.line.slice(from, at + 1), metres });
      from = at;
      metres = 0;
    }
  }
  return stretches;
};

const secondsOf = (metres: number, kmh: number): number => (kmh > 0 ? (metres * 3.6) / kmh : Number.POSITIVE_INFINITY);

const hangTogether = (nodes: number, from: Int32Array, to: Int32Array): Int32Array => {
  const parent = Int32Array.from({ length: nodes }, (_, at) => at);
  const rootOf = (node: number): number => {
    let at = node;
    while (parent[at] !== at) {
      const up = parent[parent[at] ?? at] ?? at;
      parent[at] = up;
      at = up;
    }
    return at;
  };
  from.forEach((node, edge) => {
    parent[rootOf(node)] = rootOf(to[edge] ?? node);
  });
  return parent.map((_, node) => rootOf(node));
};

const touchAll = (nodes: number, from: Int32Array, to: Int32Array) => {
  const firstTouching = new Int32Array(nodes + 1);
  for (const ends of [from, to]) for (const node of ends) firstTouching[node + 1] = (firstTouching[node + 1] ?? 0) + 1;
  for (let at = 1; at <= nodes; at += 1) firstTouching[at] = (firstTouching[at] ?? 0) + (firstTouching[at - 1] ?? 0);
  const next = firstTouching.slice();
  const touching = new Int32Array(from.length * 2);
  const put = (node: number, value: number): void => {
    const at = next[node] ?? 0;
    touching[at] = value;
    next[node] = at + 1;
  };
  for (const [edge, node] of from.entries()) put(node, 2 * edge);
  for (const [edge, node] of to.entries()) put(node, 2 * edge + 1);
  return { touching, firstTouching };
};

/** Makes the graph of roads. Roads that cross without sharing a position (a bridge) are not joined. */
export const buildRoadGraph = (roads: readonly Road[]): RoadGraph => {
  const usable = roads.filter(({ line }) => line.length > 1);
  const nodes = findNodes(usable);
  const stretches = cutRoads(usable, nodes);
  const count = stretches.length;
  const from = Int32Array.from(stretches, (one) => one.from);
  const to = Int32Array.from(stretches, (one) => one.to);
  const firstPlace = new Int32Array(count + 1);
  stretches.forEach(({ line }, edge) => {
    firstPlace[edge + 1] = (firstPlace[edge] ?? 0) + line.length;
  });
  const places = new Float64Array((firstPlace[count] ?? 0) * 2);
  let filled = 0;
  for (const { line } of stretches)
    for (const [x, y] of line) {
      places[filled] = x;
      places[filled + 1] = y;
      filled += 2;
    }
  const drive = (one: Stretch) => secondsOf(one.metres, driveKmhOf(one.road));
  const walk = Float32Array.from(stretches, (one) => secondsOf(one.metres, classOf(one.road.class).walkKmh));
  return {
    nodes: nodes.size,
    edges: count,
    from,
    to,
    metres: Float32Array.from(stretches, (one) => one.metres),
    seconds: {
      drive: {
        along: Float32Array.from(stretches, drive),
        against: Float32Array.from(stretches, (one) => (one.road.oneway ? Number.POSITIVE_INFINITY : drive(one))),
      },
      walk: { along: walk, against: walk },
    },
    places,
    firstPlace,
    ...touchAll(nodes.size, from, to),
    part: hangTogether(nodes.size, from, to),
  };
};

const driveKmhOf = ({ class: name, speedKmh }: Road): number => {
  const { driveKmh } = classOf(name);
  // A limit is what may be driven, not what is: lights and turns take a quarter.
  return driveKmh === 0 || speedKmh === undefined || !(speedKmh > 0) ? driveKmh : speedKmh * 0.75;
};
