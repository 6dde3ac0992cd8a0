import type { CityThing } from "../city-shape.ts";
import type { Roads } from "../land/road.ts";
import { distance, type Point } from "../mesh/geometry.ts";
import type { Half, Vertex } from "../mesh/mesh.ts";
import { growTree, nearestCorner, type Step, type StreetGraph, spotAt, streetsOf } from "./graph.ts";
import type { Register, ThingSaid } from "./register.ts";

/** A network that spreads from one place along the streets: water, gas, power. */
interface Supply {
  /** Where it comes from: the city's own first, then those of the towns. */
  readonly sources: readonly { readonly said: ThingSaid; readonly at: Point }[];
  readonly node: Pick<ThingSaid, "type" | "class"> & { readonly kind: ThingSaid["name"] };
  readonly link: string;
  readonly aside: Point;
  readonly classes: Parameters<typeof streetsOf>[1];
  /** Metres between nodes along one street, at least. */
  readonly every: number;
  readonly attributesOf: (load: number) => CityThing["attributes"];
  readonly linkAttributesOf: (load: number) => Readonly<Record<string, number>>;
}

/** Corners where a node is set: forks of the tree, its ends, and every so many metres. */
const chooseNodes = (graph: StreetGraph, steps: ReadonlyMap<Vertex, Step>, every: number): Set<Vertex> => {
  const children = new Map<Vertex, number>();
  for (const { towards } of steps.values())
    if (towards !== undefined) children.set(towards.twin.from, (children.get(towards.twin.from) ?? 0) + 1);
  const chosen = new Set<Vertex>();
  const since = new Map<Vertex, number>();
  const forks = (corner: Vertex): boolean => (children.get(corner) ?? 0) > 1 || graph.from(corner).length > 3;
  for (const [corner, { towards }] of [...steps].sort((one, other) => one[1].metres - other[1].metres)) {
    const parent = towards?.twin.from;
    const before = parent === undefined ? every * 2 : (since.get(parent) ?? 0) + distance(corner.at, parent.at);
    const isNode = before > every || (before > every * 0.4 && forks(corner));
    if (isNode) chosen.add(corner);
    since.set(corner, isNode ? 0 : before);
  }
  return chosen;
};

/** The next node on the way to the source, and the points passed. */
const walkUp = (
  from: Vertex,
  steps: ReadonlyMap<Vertex, Step>,
  nodes: ReadonlySet<Vertex>,
): { node: Vertex; passed: Point[] } | undefined => {
  const passed: Point[] = [];
  for (let at = steps.get(from)?.towards; at !== undefined; at = steps.get(at.twin.from)?.towards) {
    const end = at.twin.from;
    if (nodes.has(end)) return { node: end, passed };
    passed.push(end.at);
  }
  return undefined;
};

/** What was laid: the tree, and the thing of each node. */
export interface LaidSupply {
  readonly graph: StreetGraph;
  readonly nodes: ReadonlyMap<Vertex, CityThing>;
}

type Ways = ReadonlyMap<Vertex, { node: Vertex; passed: Point[] } | undefined>;

/** How many nodes each node feeds, itself counted. */
const loadsOf = (ups: Ways): Map<Vertex, number> => {
  const loads = new Map<Vertex, number>();
  for (const [corner, up] of ups)
    if (up !== undefined) loads.set(up.node, (loads.get(up.node) ?? 1) + (loads.get(corner) ?? 1));
  return loads;
};

/** The links from node to node, as the supply flows. */
const linkNodes = (into: Register, supply: Supply, ups: Ways, nodes: ReadonlyMap<Vertex, CityThing>): void => {
  const loads = loadsOf(ups);
  const shift = ([x, y]: Point): Point => [x + supply.aside[0], y + supply.aside[1]];
  for (const [corner, up] of ups) {
    const [from, to] = [up === undefined ? undefined : nodes.get(up.node), nodes.get(corner)];
    if (up === undefined || from === undefined || to === undefined) continue;
    const way = [up.node.at, ...[...up.passed].reverse(), corner.at].map(shift);
    into.addLink(supply.link, [from, to], way, supply.linkAttributesOf(loads.get(corner) ?? 1));
  }
};

/** Lays a supply from its sources to every street. */
export const laySupply = (into: Register, roads: Roads, supply: Supply): LaidSupply => {
  const graph = streetsOf(roads, supply.classes);
  const roots = supply.sources.map(({ at }) => nearestCorner(graph, at));
  const steps = growTree(
    graph,
    roots.flatMap((root) => root ?? []),
  );
  const chosen = chooseNodes(graph, steps, supply.every);
  const metresOf = (corner: Vertex): number => steps.get(corner)?.metres ?? 0;
  const ranked = [...chosen].sort((one, other) => metresOf(other) - metresOf(one) || one.id - other.id);
  const ups = new Map(ranked.map((corner) => [corner, walkUp(corner, steps, chosen)]));
  const loads = loadsOf(ups);
  const nodes = new Map<Vertex, CityThing>();
  const { type, class: rank, kind } = supply.node;
  for (const corner of [...ranked].reverse()) {
    const name = into.onStreet(kind, steps.get(corner)?.towards ?? corner);
    const said = { type, name, attributes: supply.attributesOf(loads.get(corner) ?? 1) };
    nodes.set(
      corner,
      into.addThing(rank === undefined ? said : { ...said, class: rank }, spotAt(corner, supply.aside)),
    );
  }
  supply.sources.forEach(({ said, at }, index) => {
    const root = roots[index];
    const first = root === undefined ? undefined : nodes.get(root);
    if (root === undefined || first === undefined) return;
    const source = into.addThing(said, { ...spotAt(root, supply.aside), at });
    into.addLink(supply.link, [source, first], [at, root.at], supply.linkAttributesOf(index === 0 ? nodes.size : 12));
  });
  linkNodes(into, supply, ups, nodes);
  return { graph, nodes };
};

/** Things of one kind every so many metres along the streets of a graph, at the kerb. */
export const placeAlong = (graph: StreetGraph, every: number, place: (half: Half, share: number) => void): void => {
  let left = every / 2;
  for (const corner of graph.corners)
    for (const half of graph.from(corner)) {
      if (half.from.id > half.twin.from.id) continue;
      const length = distance(half.from.at, half.twin.from.at);
      let at = left;
      for (; at < length; at += every) place(half, at / length);
      left = at - length;
    }
};

/** A kerb's offset from the middle of an edge, on its left. */
export const kerbOf = (half: Half, less = 2): Point => {
  const [from, to] = [half.from.at, half.twin.from.at];
  const length = distance(from, to) || 1;
  const far = half.way.clear - less;
  return [(-(to[1] - from[1]) / length) * far, ((to[0] - from[0]) / length) * far];
};

/** Every n-th of a list, as budgets for gauges go. */
export const everyNth = <T>(list: readonly T[], count: number): T[] => {
  const step = list.length / count;
  return Array.from({ length: Math.min(count, list.length) }, (_, index) => list[Math.floor(index * step)]).flatMap(
    (one) => (one === undefined ? [] : [one]),
  );
};
