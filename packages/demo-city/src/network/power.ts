import type { CityThing } from "../city-shape.ts";
import type { Roads } from "../land/road.ts";
import { distance, type Point } from "../mesh/geometry.ts";
import type { Half, Vertex } from "../mesh/mesh.ts";
import { growTree, nearestCorner, type Step, type StreetGraph, spotAlong, spotAt, streetsOf } from "./graph.ts";
import type { Register } from "./register.ts";
import { everyNth, kerbOf, placeAlong } from "./supply.ts";

const substations: readonly (readonly [key: string, zh: string, en: string, at: Point])[] = [
  ["west", "城西变电站", "West City Substation", [-4_250, 1_050]],
  ["centre", "人民路变电站", "Renmin Road Substation", [1_450, -250]],
  ["north", "站前变电站", "Zhanqian Substation", [-600, 3_150]],
  ["south", "湖滨变电站", "Lakeside Substation", [-1_550, -1_650]],
  ["east", "兴业变电站", "Xingye Substation", [4_150, -350]],
  ["harbour", "港区变电站", "Harbour Substation", [3_150, -1_450]],
];

const attributes = { voltageKv: 10 };
/** Cables lie on one side of the street, clear of water and gas. */
const aside = ([x, y]: Point): Point => [x - 2.2, y + 2];

/** A ring main unit and the edge it stands on. */
interface Unit {
  readonly thing: CityThing;
  readonly half: Half;
  readonly at: Point;
}

/** What feeds: a substation, or the unit of a town to which an overhead line comes. */
interface Feeder {
  readonly thing: CityThing;
  readonly at: Point;
  readonly corner: Vertex;
}

const edgeOf = ({ from, twin }: Half): string => [from.id, twin.from.id].sort((a, b) => a - b).join();

const buildSubstations = (into: Register, graph: StreetGraph): Feeder[] =>
  substations.flatMap(([, zh, en, at]) => {
    const corner = nearestCorner(graph, at);
    if (corner === undefined) return [];
    const said = { type: "substation", name: { zh, en }, attributes: { voltageKv: 110 } };
    return [{ thing: into.addThing(said, { ...spotAt(corner, [0, 0]), at }), at, corner }];
  });

const placeUnits = (into: Register, graph: StreetGraph): Unit[] => {
  const units: Unit[] = [];
  placeAlong(graph, 900, (half, share) => {
    const name = into.onStreet({ zh: "环网柜", en: "ring main unit" }, half);
    const spot = spotAlong(half, share, kerbOf(half, 1));
    const said = { type: "ring-main-unit", class: "0128", name, attributes: { ratedA: 630 } };
    units.push({ thing: into.addThing(said, spot), half, at: spot.at });
  });
  return units;
};

/** Towns whose streets do not reach the city's are fed by overhead lines; each gives what feeds the rest of its town. */
const bringOverland = (into: Register, graph: StreetGraph, units: readonly Unit[], stations: readonly Feeder[]) => {
  const feeders = [...stations];
  const grow = () =>
    growTree(
      graph,
      feeders.map(({ corner }) => corner),
    );
  let steps = grow();
  for (;;) {
    const dark = units.filter(({ half }) => !steps.has(half.from));
    const nearest = dark
      .flatMap((unit) => stations.map((station) => ({ unit, station, far: distance(unit.at, station.at) })))
      .sort((one, other) => one.far - other.far)[0];
    if (nearest === undefined) return { feeders, steps };
    const { unit, station } = nearest;
    into.addLink("power-line", [station.thing, unit.thing], [station.at, unit.at], attributes);
    feeders.push({ thing: unit.thing, at: unit.at, corner: unit.half.from });
    steps = grow();
  }
};

type Steps = ReadonlyMap<Vertex, Step>;

/** From a unit up the streets to the next unit or to what feeds it, and the corners passed. */
const walkUp = (unit: Unit, steps: Steps, unitOn: ReadonlyMap<string, Unit>, feeders: readonly Feeder[]) => {
  const metres = (corner: Vertex): number => steps.get(corner)?.metres ?? Number.POSITIVE_INFINITY;
  const ends = [unit.half.from, unit.half.twin.from].sort((one, other) => metres(one) - metres(other));
  const passed: Point[] = [];
  for (let corner = ends[0]; corner !== undefined; ) {
    passed.push(corner.at);
    const towards = steps.get(corner)?.towards;
    if (towards === undefined) return { thing: feeders.find((one) => one.corner === corner)?.thing, passed };
    const next = unitOn.get(edgeOf(towards));
    if (next !== undefined && next !== unit) return { thing: next.thing, passed };
    corner = towards.twin.from;
  }
  return undefined;
};

/** Power: substations feed ring main units along the streets, one after the other; some units are metered. */
export const layPower = (into: Register, roads: Roads): void => {
  const graph = streetsOf(roads, ["primary", "secondary", "tertiary", "residential"]);
  const stations = buildSubstations(into, graph);
  const units = placeUnits(into, graph);
  const { feeders, steps } = bringOverland(into, graph, units, stations);
  const unitOn = new Map(units.map((unit) => [edgeOf(unit.half), unit]));
  for (const unit of units) {
    const up = walkUp(unit, steps, unitOn, feeders);
    if (up?.thing === undefined || up.thing === unit.thing) continue;
    into.addLink("power-line", [up.thing, unit.thing], [...up.passed].reverse().map(aside), attributes);
  }
  for (const { thing } of everyNth(units, 130)) into.addDevice("unit-monitor", thing);
};
