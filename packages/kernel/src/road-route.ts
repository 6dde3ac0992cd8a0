import { metresApart } from "./distance.ts";
import type { RoadGraph, RoadPosition, TravelMode } from "./road-graph.ts";
import type { RoadPlace } from "./road-place.ts";

/** The way from one place to another. */
export interface Route {
  readonly metres: number;
  readonly seconds: number;
  readonly line: readonly RoadPosition[];
}

/** Nodes that wait, the soonest first: a heap in flat arrays. A node may stand in it twice; the later is stale. */
const createHeap = () => {
  const nodes: number[] = [];
  const times: number[] = [];
  const timeAt = (at: number): number => times[at] ?? Number.POSITIVE_INFINITY;
  const swap = (one: number, other: number): void => {
    const [node, time] = [nodes[one] ?? 0, times[one] ?? 0];
    nodes[one] = nodes[other] ?? 0;
    times[one] = times[other] ?? 0;
    nodes[other] = node;
    times[other] = time;
  };
  const rise = (from: number): void => {
    for (let at = from; at > 0 && timeAt((at - 1) >> 1) > timeAt(at); at = (at - 1) >> 1) swap(at, (at - 1) >> 1);
  };
  const sink = (): void => {
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const sooner = timeAt(right) < timeAt(left) ? right : left;
      if (timeAt(sooner) >= timeAt(at)) return;
      swap(at, sooner);
      at = sooner;
    }
  };
  return {
    push: (node: number, time: number): void => {
      times.push(time);
      rise(nodes.push(node) - 1);
    },
    pop: (): { readonly node: number; readonly time: number } | undefined => {
      const [node, time] = [nodes[0], times[0]];
      if (node === undefined || time === undefined) return undefined;
      swap(0, nodes.length - 1);
      nodes.pop();
      times.pop();
      sink();
      return { node, time };
    },
  };
};

interface Search {
  readonly times: Float64Array;
  /** Edge by which each node was reached, as in `touching`; -1 for none. */
  readonly by: Int32Array;
}

/** What it takes along and against each edge; turned for those who come instead of going. */
const secondsBy = (
  graph: RoadGraph,
  { mode, inbound = false }: Going,
): { along: Float32Array; against: Float32Array } => {
  const { along, against } = graph.seconds[mode];
  return inbound ? { along: against, against: along } : { along, against };
};

interface Going {
  readonly mode: TravelMode;
  /** Towards the place instead of away from it. */
  readonly inbound?: boolean;
}

/** Goes outward from a place, nearest node first, until `visit` says that it is enough. */
export const spread = (
  graph: RoadGraph,
  going: Going & { readonly from: RoadPlace },
  visit: (node: number, time: number) => boolean,
): Search => {
  const { from } = going;
  const { along, against } = secondsBy(graph, going);
  const times = new Float64Array(graph.nodes).fill(Number.POSITIVE_INFINITY);
  const by = new Int32Array(graph.nodes).fill(-1);
  const heap = createHeap();
  const reach = (node: number, time: number, edge: number): void => {
    if (time >= (times[node] ?? 0)) return;
    times[node] = time;
    by[node] = edge;
    heap.push(node, time);
  };
  const leave = (node: number, time: number): void => {
    for (let at = graph.firstTouching[node] ?? 0; at < (graph.firstTouching[node + 1] ?? 0); at += 1) {
      const touched = graph.touching[at] ?? 0;
      const edge = touched >> 1;
      if ((touched & 1) === 1) reach(graph.from[edge] ?? 0, time + (against[edge] ?? 0), touched);
      else reach(graph.to[edge] ?? 0, time + (along[edge] ?? 0), touched);
    }
  };
  reach(graph.to[from.edge] ?? 0, partOf(1 - from.share, along[from.edge] ?? 0), -1);
  reach(graph.from[from.edge] ?? 0, partOf(from.share, against[from.edge] ?? 0), -1);
  for (let top = heap.pop(); top !== undefined; top = heap.pop()) {
    if (top.time > (times[top.node] ?? 0)) continue;
    if (!visit(top.node, top.time)) break;
    leave(top.node, top.time);
  }
  return { times, by };
};

/** A part of what may not be driven is not driven either, but nothing of it takes no time. */
export const partOf = (share: number, seconds: number): number => (share === 0 ? 0 : share * seconds);

/** Seconds from a search's start to a place on an edge. */
const arrival = (
  graph: RoadGraph,
  times: Float64Array,
  { from, to, ...going }: Going & { readonly from: RoadPlace; readonly to: RoadPlace },
): { readonly seconds: number; readonly way: "along" | "against" | "same" } => {
  const { along, against } = secondsBy(graph, going);
  const edge = to.edge;
  const viaFrom = (times[graph.from[edge] ?? 0] ?? 0) + partOf(to.share, along[edge] ?? 0);
  const viaTo = (times[graph.to[edge] ?? 0] ?? 0) + partOf(1 - to.share, against[edge] ?? 0);
  const ahead = to.share - from.share;
  const direct =
    from.edge === edge
      ? partOf(Math.abs(ahead), (ahead >= 0 ? along[edge] : against[edge]) ?? 0)
      : Number.POSITIVE_INFINITY;
  if (direct <= viaFrom && direct <= viaTo) return { seconds: direct, way: "same" };
  return viaFrom <= viaTo ? { seconds: viaFrom, way: "along" } : { seconds: viaTo, way: "against" };
};

/** Positions of an edge between two shares of it, in the order they are gone. */
const stretch = (graph: RoadGraph, edge: number, from: number, to: number): RoadPosition[] => {
  const [first, end] = [graph.firstPlace[edge] ?? 0, graph.firstPlace[edge + 1] ?? 0];
  const place = (at: number): RoadPosition => [graph.places[2 * at] ?? 0, graph.places[2 * at + 1] ?? 0];
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  const whole = graph.metres[edge] ?? 0;
  const line: RoadPosition[] = [];
  let gone = 0;
  for (let at = first; at < end; at += 1) {
    if (at > first) gone += metresApart(place(at - 1), place(at));
    const share = whole === 0 ? 0 : gone / whole;
    if (share > low && share < high) line.push(place(at));
  }
  return from <= to ? line : line.reverse();
};

const endOf = (graph: RoadGraph, edge: number, isEnd: boolean): RoadPosition => {
  const at = isEnd ? (graph.firstPlace[edge + 1] ?? 1) - 1 : (graph.firstPlace[edge] ?? 0);
  return [graph.places[2 * at] ?? 0, graph.places[2 * at + 1] ?? 0];
};

/** Edges gone from the start to a node, in order. */
const trace = (
  graph: RoadGraph,
  by: Int32Array,
  last: number,
): { readonly edges: number[]; readonly first: number } => {
  const edges: number[] = [];
  let node = last;
  for (let touched = by[node] ?? -1; touched >= 0; touched = by[node] ?? -1) {
    edges.push(touched);
    node = ((touched & 1) === 1 ? graph.to[touched >> 1] : graph.from[touched >> 1]) ?? 0;
  }
  return { edges: edges.reverse(), first: node };
};

/** A line that stands still nowhere. */
const withoutRepeats = (line: readonly RoadPosition[]): RoadPosition[] =>
  line.filter(([x, y], at) => at === 0 || line[at - 1]?.[0] !== x || line[at - 1]?.[1] !== y);

const toRoute = (line: readonly RoadPosition[], seconds: number): Route => {
  const steps = withoutRepeats(line);
  return { metres: lengthOf(steps), seconds, line: steps };
};

const lengthOf = (line: readonly RoadPosition[]): number =>
  line.reduce((sum, place, at) => sum + (at === 0 ? 0 : metresApart(line[at - 1] ?? place, place)), 0);

/** The fastest way between two places on roads; undefined when there is none. */
export const findRoute = (
  graph: RoadGraph,
  asked: { readonly from: RoadPlace; readonly to: RoadPlace; readonly mode: TravelMode },
): Route | undefined => {
  const { from, to } = asked;
  const ends = new Set([graph.from[to.edge] ?? 0, graph.to[to.edge] ?? 0]);
  let open = ends.size;
  const { times, by } = spread(graph, asked, (node) => {
    if (ends.has(node)) open -= 1;
    return open > 0;
  });
  const { seconds, way } = arrival(graph, times, asked);
  if (!Number.isFinite(seconds)) return undefined;
  if (way === "same") {
    return toRoute([from.position, ...stretch(graph, to.edge, from.share, to.share), to.position], seconds);
  }
  const last = (way === "along" ? graph.from[to.edge] : graph.to[to.edge]) ?? 0;
  const { edges, first } = trace(graph, by, last);
  const startsAlong = first === graph.to[from.edge] && (first !== graph.from[from.edge] || from.share >= 0.5);
  const line = [
    from.position,
    ...stretch(graph, from.edge, from.share, startsAlong ? 1 : 0),
    endOf(graph, from.edge, startsAlong),
    ...edges.flatMap((touched) => {
      const [edge, isAgainst] = [touched >> 1, (touched & 1) === 1];
      return [...stretch(graph, edge, isAgainst ? 1 : 0, isAgainst ? 0 : 1), endOf(graph, edge, !isAgainst)];
    }),
    ...stretch(graph, to.edge, way === "along" ? 0 : 1, to.share),
    to.position,
  ];
  return toRoute(line, seconds);
};

/** A target and how long it takes to it. */
export interface Reached {
  /** Place in the list of targets. */
  readonly target: number;
  readonly seconds: number;
}

/**
 * The targets that are soonest reached from a place, or (`inbound`) from which it is soonest reached, soonest first;
 * those that can't be reached are left out.
 */
export const findSoonest = (
  graph: RoadGraph,
  asked: Going & { readonly from: RoadPlace; readonly targets: readonly RoadPlace[]; readonly most: number },
): Reached[] => {
  const { targets, most } = asked;
  const waiting = new Map<number, number[]>();
  targets.forEach(({ edge }, target) => {
    for (const node of [graph.from[edge] ?? 0, graph.to[edge] ?? 0])
      waiting.set(node, [...(waiting.get(node) ?? []), target]);
  });
  const met = new Set<number>();
  let enough = Number.POSITIVE_INFINITY;
  const { times } = spread(graph, asked, (node, time) => {
    for (const target of waiting.get(node) ?? []) met.add(target);
    // Enough are met at an end; nobody who is met later than their longest edge takes is sooner than they.
    if (met.size >= most && enough === Number.POSITIVE_INFINITY)
      enough = time + longestEdge(graph, asked.mode, targets);
    return time <= enough;
  });
  return targets
    .map((to, target) => ({ target, seconds: arrival(graph, times, { ...asked, to }).seconds }))
    .filter(({ seconds }) => Number.isFinite(seconds))
    .sort((one, other) => one.seconds - other.seconds)
    .slice(0, most);
};

const longestEdge = (graph: RoadGraph, mode: TravelMode, targets: readonly RoadPlace[]): number => {
  const { along, against } = graph.seconds[mode];
  let longest = 0;
  for (const { edge } of targets)
    for (const seconds of [along[edge] ?? 0, against[edge] ?? 0])
      if (Number.isFinite(seconds) && seconds > longest) longest = seconds;
  return longest;
};
