import type { Label } from "@chengyun/kernel";
import type { CityThing } from "../city-shape.ts";
import { towns } from "../land/drawing.ts";
import { newField } from "../land/noise.ts";
import type { Roads } from "../land/road.ts";
import type { Skeleton } from "../land/skeleton.ts";
import { distance, distanceToLine, lerp, type Point, shareAlong } from "../mesh/geometry.ts";
import type { Half, Vertex } from "../mesh/mesh.ts";
import {
  growTree,
  nearestCorner,
  type Spot,
  type Step,
  type StreetGraph,
  spotAlong,
  spotAt,
  streetsOf,
} from "./graph.ts";
import type { Register } from "./register.ts";

/** One of the two systems of drains. */
interface System {
  readonly manhole: { readonly type: string; readonly class: string; readonly kind: Label };
  readonly pipe: string;
  readonly station: { readonly type: string; readonly kind: Label };
  /** Metres beside the street's middle: the systems don't lie in each other. */
  readonly aside: Point;
  /** Metres between manholes, at most. */
  readonly every: number;
  /** Depth of the first manhole, cm. */
  readonly firstCm: number;
  readonly fall: number;
  readonly diameters: readonly number[];
}

const storm: System = {
  manhole: { type: "manhole", class: "0103", kind: { zh: "雨水井", en: "storm manhole" } },
  pipe: "storm-pipe",
  station: { type: "pump-station", kind: { zh: "雨水泵站", en: "storm pump station" } },
  ...{ aside: [3.2, -2.6], every: 78, firstCm: 190, fall: 0.0012 },
  diameters: [400, 500, 600, 800, 1_000, 1_200, 1_500, 1_800],
};

const foul: System = {
  manhole: { type: "sewage-manhole", class: "0102", kind: { zh: "污水井", en: "sewage manhole" } },
  pipe: "sewer-pipe",
  station: { type: "sewage-pump-station", kind: { zh: "污水提升泵站", en: "sewage lift station" } },
  ...{ aside: [-3.6, 2.9], every: 105, firstCm: 240, fall: 0.0015 },
  diameters: [300, 400, 500, 600, 800, 1_000, 1_200, 1_500],
};

/** Deeper than this nobody digs: a pump lifts what arrives. */
const deepestCm = 720;

/** Height of the ground in centimetres (1985 datum): it rises from the lake and the river. */
export const newGroundCm = (skeleton: Skeleton, seed: number): ((at: Point) => number) => {
  const waves = newField(seed + 91, 420);
  const river = skeleton.river.filter(([, north]) => north < 6_000);
  return (at) => {
    const fromRiver = Math.min(3_000, distanceToLine(at, river));
    return Math.round(3_260 + 0.06 * fromRiver + 0.07 * Math.max(0, at[1] + 2_600) + 26 * waves(at));
  };
};

/** A manhole on its way to be dug: what flows in, how deep its bottom must lie. */
interface Shaft {
  readonly spot: Spot;
  readonly name: Label;
  readonly groundCm: number;
  invertCm: number;
  /** Manholes that drain through it. */
  load: number;
  lifts: boolean;
  next: Shaft | undefined;
}

const settled = (steps: ReadonlyMap<Vertex, Step>): [Vertex, Step][] =>
  [...steps].sort(([a, one], [b, other]) => other.metres - one.metres || a.id - b.id);

/** Corners that need a shaft of their own: where streets meet or end. */
const findJunctions = (graph: StreetGraph, steps: ReadonlyMap<Vertex, Step>): Set<Vertex> =>
  new Set(
    [...steps]
      .filter(([corner, { towards }]) => towards === undefined || graph.from(corner).length !== 2)
      .map(([corner]) => corner),
  );

/** The edges from a junction down to the next one. */
const runDown = (from: Vertex, steps: ReadonlyMap<Vertex, Step>, junctions: ReadonlySet<Vertex>): Half[] => {
  const halves: Half[] = [];
  for (let half = steps.get(from)?.towards; half !== undefined; half = steps.get(half.twin.from)?.towards) {
    halves.push(half);
    if (junctions.has(half.twin.from)) break;
  }
  return halves;
};

/** Spots along a run, evenly, its two ends left out. */
const spotsAlong = (halves: readonly Half[], every: number, aside: Point): { spot: Spot; half: Half }[] => {
  const lengths = halves.map((half) => distance(half.from.at, half.twin.from.at));
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  const count = Math.ceil(whole / every);
  const spots: { spot: Spot; half: Half }[] = [];
  let begin = 0;
  halves.forEach((half, index) => {
    const length = lengths[index] ?? 0;
    for (let piece = 1; piece < count; piece += 1) {
      const at = (whole * piece) / count;
      if (at >= begin && at < begin + length) spots.push({ spot: spotAlong(half, (at - begin) / length, aside), half });
    }
    begin += length;
  });
  return spots;
};

/** A tree of streets with what is dug along it. */
interface Ground {
  readonly graph: StreetGraph;
  readonly steps: ReadonlyMap<Vertex, Step>;
  readonly groundCm: (at: Point) => number;
}

/** Shafts of every junction and between, each knowing where it drains to; upstream ones first. */
const digShafts = (
  { graph, steps, groundCm }: Ground,
  system: System,
  into: Register,
): { readonly shafts: Shaft[]; readonly byCorner: Map<Vertex, Shaft> } => {
  const newShaft = (spot: Spot, at: Vertex | Half): Shaft => {
    const ground = groundCm(spot.at);
    const name = into.onStreet(system.manhole.kind, at);
    return { spot, name, groundCm: ground, invertCm: ground - system.firstCm, load: 1, lifts: false, next: undefined };
  };
  const junctions = findJunctions(graph, steps);
  const byCorner = new Map<Vertex, Shaft>();
  const ordered = settled(steps).filter(([corner]) => junctions.has(corner));
  for (const [corner, step] of ordered)
    byCorner.set(corner, newShaft(spotAt(corner, system.aside), step.towards ?? corner));
  const shafts: Shaft[] = [];
  for (const [corner] of ordered) {
    const start = byCorner.get(corner);
    const run = runDown(corner, steps, junctions);
    if (start === undefined) continue;
    shafts.push(start);
    let before = start;
    for (const { spot, half } of spotsAlong(run, system.every, system.aside)) {
      const between = newShaft(spot, half);
      before.next = between;
      shafts.push(between);
      before = between;
    }
    const end = run.at(-1)?.twin.from;
    before.next = end === undefined ? undefined : byCorner.get(end);
  }
  return { shafts, byCorner };
};

/** Lets every pipe fall; where the bottom would come too deep, a pump lifts the water and the next pipe starts anew. */
const letFall = (shafts: readonly Shaft[], fall: number): void => {
  for (const shaft of shafts) {
    const { next } = shaft;
    if (next === undefined) continue;
    next.load += shaft.load;
    if (shaft.groundCm - shaft.invertCm > deepestCm) {
      shaft.lifts = true;
      continue;
    }
    const metres = distance(shaft.spot.at, next.spot.at);
    next.invertCm = Math.min(next.invertCm, Math.floor(shaft.invertCm - Math.max(1, metres * fall * 100)));
  }
};

const diameterOf = (load: number, system: System): number =>
  system.diameters[Math.min(system.diameters.length - 1, Math.floor(Math.log2(1 + load / 3)))] ?? 400;

interface Laid {
  readonly things: Map<Shaft, CityThing>;
}

/** Registers shafts as manholes or lift stations, and the pipes between. */
const register = (into: Register, shafts: readonly Shaft[], system: System, roots: ReadonlySet<Shaft>): Laid => {
  const things = new Map<Shaft, CityThing>();
  for (const shaft of shafts) {
    const { spot, name, groundCm, invertCm, lifts, load } = shaft;
    const isStation = lifts || (roots.has(shaft) && load > 120);
    const depth = groundCm - invertCm;
    const said = isStation
      ? {
          type: system.station.type,
          name: {
            zh: name.zh.replace(system.manhole.kind.zh, system.station.kind.zh),
            en: name.en.replace(system.manhole.kind.en, system.station.kind.en),
          },
          attributes: { warningCm: Math.max(60, depth - 60), invertCm, capacityM3PerHour: 600 * Math.ceil(load / 40) },
        }
      : {
          ...{ type: system.manhole.type, class: system.manhole.class, name },
          attributes: { lipCm: depth, invertCm },
        };
    things.set(shaft, into.addThing(said, spot));
  }
  for (const shaft of shafts) {
    const [from, to] = [things.get(shaft), shaft.next === undefined ? undefined : things.get(shaft.next)];
    if (from === undefined || to === undefined || shaft.next === undefined) continue;
    const lengthM = Math.max(1, Math.round(distance(shaft.spot.at, shaft.next.spot.at)));
    const type = shaft.lifts ? "force-main" : system.pipe;
    into.addLink(type, [from, to], [], { lengthM, diameterMm: diameterOf(shaft.load, system) });
  }
  return { things };
};

/** Corners on the roads along water, far enough apart, where rain leaves the streets. */
const findOutlets = (graph: StreetGraph, roads: Roads): Vertex[] => {
  const along = new Set(["西堤路", "东堤路", "环湖路", "城垣路"]);
  const outlets: Vertex[] = [];
  for (const corner of graph.corners) {
    const isByWater = graph.from(corner).some((half) => along.has(roads.nameOf(half.way)?.zh ?? ""));
    if (isByWater && graph.from(corner).length > 2 && outlets.every((other) => distance(other.at, corner.at) > 420))
      outlets.push(corner);
  }
  return outlets;
};

/** The nearest point of the water's edge. */
const bankOf = (skeleton: Skeleton, at: Point): Point => {
  let best: { point: Point; far: number } = { point: at, far: Number.POSITIVE_INFINITY };
  for (const line of [skeleton.river, skeleton.moat, [...skeleton.lake, ...skeleton.lake.slice(0, 1)]])
    line.slice(1).forEach((to, index) => {
      const from = line[index] ?? to;
      const point = lerp(from, to, shareAlong(at, from, to));
      const far = distance(point, at);
      if (far < best.far) best = { point, far };
    });
  return lerp(at, best.point, Math.max(0, 1 - 12 / Math.max(12, best.far)));
};

const classes = ["trunk", "primary", "secondary", "tertiary", "residential"] as const;

/** Rain: from the streets to the nearest outfall into river, moat or lake; large catchments end in a pump station. */
export const layStormDrains = (into: Register, skeleton: Skeleton, roads: Roads, seed: number): void => {
  const graph = streetsOf(roads, classes);
  const groundCm = newGroundCm(skeleton, seed);
  const steps = growTree(graph, findOutlets(graph, roads));
  const { shafts, byCorner } = digShafts({ graph, steps, groundCm }, storm, into);
  letFall(shafts, storm.fall);
  const roots = new Set(
    [...steps].filter(([, { towards }]) => towards === undefined).flatMap(([corner]) => byCorner.get(corner) ?? []),
  );
  const { things } = register(into, shafts, storm, roots);
  for (const root of roots) {
    const thing = things.get(root);
    if (thing === undefined) continue;
    const at = bankOf(skeleton, root.spot.at);
    const label = {
      zh: root.name.zh.replace("雨水井", "雨水排口"),
      en: root.name.en.replace("storm manhole", "storm outfall"),
    };
    const lengthM = Math.max(2, Math.round(distance(root.spot.at, at)));
    const invertCm = Math.floor(root.invertCm - 2 - lengthM * storm.fall * 100);
    const outfall = into.addThing(
      { type: "storm-outfall", name: label, attributes: { invertCm } },
      { ...root.spot, at },
    );
    const type = thing.type === storm.station.type ? "force-main" : storm.pipe;
    into.addLink(type, [thing, outfall], [], { lengthM, diameterMm: diameterOf(root.load, storm) });
  }
};

/** Sewage: from the city's streets to the works in the east; each town has its own. */
export const laySewers = (into: Register, skeleton: Skeleton, roads: Roads, seed: number): void => {
  const graph = streetsOf(roads, classes);
  const roots = [[5_000, -1_250] as const, ...towns.map(({ at }) => at)].flatMap(
    (at) => nearestCorner(graph, at) ?? [],
  );
  const steps = growTree(graph, roots);
  const { shafts } = digShafts({ graph, steps, groundCm: newGroundCm(skeleton, seed) }, foul, into);
  letFall(shafts, foul.fall);
  register(into, shafts, foul, new Set());
};
