import { metresApart } from "./distance.ts";
import type { RoadGraph, RoadPosition, TravelMode } from "./road-graph.ts";
import type { RoadPlace } from "./road-place.ts";
import { partOf, spread } from "./road-route.ts";

/** How far over the roads: in metres, or in seconds of an ordinary hour. */
export type RoadLimit = { readonly metres: number } | { readonly seconds: number };

/** Metres between two sampled positions of a road: finer than the houses along it are deep. */
const sampleMetres = 50;

/** The same roads with their length in place of the time they take; where one may not go stays shut. */
const inMetres = (graph: RoadGraph, mode: TravelMode): RoadGraph => {
  const long = (seconds: Float32Array): Float32Array =>
    graph.metres.map((metres, edge) => (Number.isFinite(seconds[edge]) ? metres : Number.POSITIVE_INFINITY));
  const { along, against } = graph.seconds[mode];
  const lengths = { along: long(along), against: long(against) };
  return { ...graph, seconds: { drive: lengths, walk: lengths } };
};

/** Positions of an edge, none farther from the next than is sampled, each with its share of the edge's length. */
const samplesOf = (graph: RoadGraph, edge: number): { readonly position: RoadPosition; readonly share: number }[] => {
  const place = (at: number): RoadPosition => [graph.places[2 * at] ?? 0, graph.places[2 * at + 1] ?? 0];
  const [first, end] = [graph.firstPlace[edge] ?? 0, graph.firstPlace[edge + 1] ?? 0];
  const whole = graph.metres[edge] ?? 0;
  const samples = [{ position: place(first), share: 0 }];
  let gone = 0;
  for (let at = first + 1; at < end; at += 1) {
    const [[ax, ay], [bx, by]] = [place(at - 1), place(at)];
    const metres = metresApart([ax, ay], [bx, by]);
    const steps = Math.max(1, Math.ceil(metres / sampleMetres));
    for (let step = 1; step <= steps; step += 1) {
      const part = step / steps;
      const share = whole === 0 ? 1 : Math.min(1, (gone + metres * part) / whole);
      samples.push({ position: [ax + (bx - ax) * part, ay + (by - ay) * part], share });
    }
    gone += metres;
  }
  return samples;
};

/** What it takes from the start to a share of an edge, by either end or along the very edge one starts on. */
const costTo = (
  graph: RoadGraph,
  times: Float64Array,
  { from, mode, edge, share }: { from: RoadPlace; mode: TravelMode; edge: number; share: number },
): number => {
  const { along, against } = graph.seconds[mode];
  const [forth, back] = [along[edge] ?? 0, against[edge] ?? 0];
  const ahead = share - from.share;
  return Math.min(
    (times[graph.from[edge] ?? 0] ?? 0) + partOf(share, forth),
    (times[graph.to[edge] ?? 0] ?? 0) + partOf(1 - share, back),
    from.edge === edge ? partOf(Math.abs(ahead), ahead >= 0 ? forth : back) : Number.POSITIVE_INFINITY,
  );
};

/**
 * Positions on the roads, about every 50 metres, that one comes to from a place without going farther than a limit. The
 * place itself is always among them.
 */
export const listExtent = (
  graph: RoadGraph,
  { from, mode, within }: { readonly from: RoadPlace; readonly mode: TravelMode; readonly within: RoadLimit },
): RoadPosition[] => {
  const roads = "metres" in within ? inMetres(graph, mode) : graph;
  const limit = "metres" in within ? within.metres : within.seconds;
  const { times } = spread(roads, { from, mode }, (_, time) => time <= limit);
  const reached: RoadPosition[] = [from.position];
  for (let edge = 0; edge < roads.edges; edge += 1) {
    const ends = [times[roads.from[edge] ?? 0] ?? 0, times[roads.to[edge] ?? 0] ?? 0];
    if (edge !== from.edge && Math.min(...ends) > limit) continue;
    for (const { position, share } of samplesOf(roads, edge))
      if (costTo(roads, times, { from, mode, edge, share }) <= limit) reached.push(position);
  }
  return reached;
};
