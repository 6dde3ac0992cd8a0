import type { Label } from "@chengyun/kernel";
import { newRandom } from "../random.ts";
import { type Division, makeAreas, type QuarterArea } from "./area.ts";
import { fillBlocks } from "./block.ts";
import { type Drains, layDrains, type Node, type QuarterLink, type QuarterThing, toLinks } from "./drain.ts";
import { type BaseFeature, toPatch } from "./feature.ts";
import { type Ground, newGround, type PlanPoint } from "./plane.ts";
import { drawStreets, makeStreets, type Street } from "./street.ts";
import { makeFields, makeWater } from "./water.ts";

/** A device of the quarter, and the thing it measures. */
export interface QuarterDevice {
  readonly ref: string;
  readonly type: string;
  /** `ref` of its thing. */
  readonly thing: string;
  readonly name: string;
}

/** A small quarter of Yunze, whole: areas, base map, things, pipes, devices. Plain data. */
export interface Quarter {
  readonly seed: number;
  /** West, south, east, north in degrees WGS-84: what a map shows first. */
  readonly extent: readonly [number, number, number, number];
  readonly areas: readonly QuarterArea[];
  /** In the order they are painted. */
  readonly base: readonly BaseFeature[];
  readonly things: readonly QuarterThing[];
  readonly links: readonly QuarterLink[];
  readonly devices: readonly QuarterDevice[];
}

/** A place of the plan that becomes a thing. */
interface Spot {
  readonly ref: string;
  readonly type: string;
  readonly name: Label;
  readonly at: PlanPoint;
  readonly attributes: Readonly<Record<string, number | string>>;
}

const toSpot = ({ ref, type, name, at, groundCm, invertCm }: Node): Spot => ({
  ...{ ref, type, name, at },
  attributes:
    type === "manhole"
      ? { lipCm: groundCm - invertCm, invertCm }
      : { warningCm: groundCm - invertCm - 60, invertCm, capacityM3PerHour: 5_400 },
});

const crossing = (streets: readonly Street[], u: string, v: string): PlanPoint => {
  const at = (id: string): number => streets.find((one) => one.id === id)?.at ?? 0;
  return [at(u) + 9, at(v) + 9];
};

/** What stands ready in the quarter: a team, a pump truck, a stock, a shelter, an expert. */
const makeResources = (streets: readonly Street[]): Spot[] => {
  const [a, b] = [crossing(streets, "wenmiao", "nanmen"), crossing(streets, "renmin", "lingjiao")];
  const beside = ([east, north]: PlanPoint, metres: number): PlanPoint => [east + metres, north + metres];
  return [
    {
      ...{
        ref: "rescue-team/1",
        type: "rescue-team",
        name: { zh: "防汛抢险一队", en: "Flood team 1" },
        at: beside(b, 14),
      },
      attributes: { people: 30, skill: "排涝、堤防抢险", ready: 10, phone: "0737-5550105" },
    },
    {
      ...{ ref: "rescue-team/2", type: "rescue-team", name: { zh: "南门消防救援站", en: "Nanmen fire station" } },
      ...{ at: beside(a, 14), attributes: { people: 24, skill: "灭火、搜救", ready: 1, phone: "0737-5550102" } },
    },
    {
      ...{ ref: "rescue-vehicle/1", type: "rescue-vehicle", name: { zh: "移动泵车 1 号", en: "Pump truck 1" } },
      ...{ at: beside(b, 20), attributes: { kind: "移动泵车", output: "3,000 m³/h", phone: "0737-5550121" } },
    },
    {
      ...{
        ref: "relief-stock/1",
        type: "relief-stock",
        name: { zh: "防汛物资库", en: "Flood stock" },
        at: beside(a, 20),
      },
      attributes: { goods: "沙袋、挡水板", amount: 5_000, unit: "件", goodUntil: "2030-06-30", phone: "0737-5550142" },
    },
    {
      ...{ ref: "shelter/1", type: "shelter", name: { zh: "人民路应急避难场所", en: "Renmin Road shelter" } },
      ...{ at: beside(b, 26), attributes: { capacity: 400, kind: "室内" } },
    },
    {
      ...{ ref: "expert-post/1", type: "expert-post", name: { zh: "水利专家岗", en: "Hydraulics expert" } },
      ...{ at: beside(a, 26), attributes: { skill: "水利、内涝", phone: "0737-5550151" } },
    },
  ];
};

const makeSpots = (streets: readonly Street[], drains: Drains): Spot[] => {
  const gauge = (id: string, name: Label, at: PlanPoint): Spot => ({
    ...{ ref: `rain-gauge/${id}`, type: "rain-gauge", name, at, attributes: {} },
  });
  const low = (u: string, v: string, name: Label): Spot => ({
    ...{ ref: `waterlogging-point/${u}-${v}`, type: "waterlogging-point", name },
    ...{ at: crossing(streets, u, v), attributes: {} },
  });
  return [
    ...drains.nodes.map(toSpot),
    gauge("beihuan", { zh: "北环路雨量站", en: "Beihuan Road rain gauge" }, [-470, 548]),
    gauge("juyuan", { zh: "桔园公园雨量站", en: "Orange Grove Park rain gauge" }, [470, -210]),
    gauge("hubin", { zh: "湖滨雨量站", en: "Lakeside rain gauge" }, [-300, -600]),
    low("wenmiao", "nanmen", { zh: "南门街文庙街口", en: "Nanmen Street at Wenmiao Street" }),
    low("xidi", "yunze", { zh: "云泽大道西桥头下穿", en: "Yunze Avenue, underpass west of the bridge" }),
    low("renmin", "lingjiao", { zh: "人民路菱角街口", en: "Renmin Road at Lingjiao Street" }),
    low("dongdi", "huanhu", { zh: "环湖路东桥头", en: "Huanhu Road, east of the bridge" }),
    ...makeResources(streets),
  ];
};

const toThing = (ground: Ground, { findCell }: Division, spot: Spot): QuarterThing => {
  const { ref, type, name, at, attributes } = spot;
  const areaPath = findCell(at);
  if (areaPath === undefined) throw new Error(`${ref} lies in no grid cell`);
  return { ref, type, name, position: ground(at), attributes, areaPath };
};

const deviceTypes: Readonly<Record<string, string>> = {
  manhole: "manhole-gauge",
  "pump-station": "pump-controller",
  "rain-gauge": "tipping-bucket",
  "waterlogging-point": "road-water-gauge",
};

/** Gauges hang in every manhole of the trunks and in every other one of the streets, as budgets go. */
const isMeasured = ({ type, ref }: QuarterThing): boolean =>
  Object.hasOwn(deviceTypes, type) && (type !== "manhole" || /di-|[135]$/.test(ref));

const toDevice = (thing: QuarterThing): QuarterDevice => ({
  ref: `device/${thing.ref}`,
  type: deviceTypes[thing.type] ?? thing.type,
  thing: thing.ref,
  name: thing.name.zh,
});

/** Outlines of streets and communities; grid cells would only be a net over the map. */
const drawAreas = ({ areas }: Division): BaseFeature[] =>
  areas.flatMap(({ level, name, polygon }) =>
    level === 3 || level === 4 ? toPatch("area", polygon, { level, name }) : [],
  );

/** What a map of the quarter shows first. */
export const quarterExtent = [112.3385, 28.8385, 112.3615, 28.8575] as const;

/** Makes the quarter of one seed: the same seed gives the same bytes. */
export const makeQuarter = (seed: number): Quarter => {
  const random = newRandom(seed);
  const ground = newGround(random);
  const streets = makeStreets(random);
  const division = makeAreas(ground, streets);
  const base = [
    ...makeWater(ground, random),
    ...makeFields(ground, random),
    ...fillBlocks(ground, random, streets),
    ...drawStreets(ground, streets),
    ...drawAreas(division),
  ];
  const drains = layDrains(streets, random);
  const things = makeSpots(streets, drains).map((spot) => toThing(ground, division, spot));
  return {
    seed,
    extent: quarterExtent,
    areas: division.areas,
    base,
    things,
    links: toLinks(ground, drains),
    devices: things.filter(isMeasured).map(toDevice),
  };
};
